package io.parlance.text;

import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.node.Nodes;
import org.commonmark.parser.delimiter.DelimiterProcessor;
import org.commonmark.parser.delimiter.DelimiterRun;

/// Two signs before and two behind mark what is between: `~~struck~~`, `||hidden||`.
final class PairedSigns implements DelimiterProcessor {
    private final char sign;

    PairedSigns(char sign) {
        this.sign = sign;
    }

    /// What stands between such signs.
    static final class Paired extends CustomNode {
        private final char sign;

        Paired(char sign) {
            this.sign = sign;
        }

        char sign() {
            return sign;
        }
    }

    @Override
    public char getOpeningCharacter() {
        return sign;
    }

    @Override
    public char getClosingCharacter() {
        return sign;
    }

    @Override
    public int getMinLength() {
        return 2;
    }

    @Override
    public int process(DelimiterRun opening, DelimiterRun closing) {
        if (opening.length() != 2 || closing.length() != 2) {
            return 0;
        }
        Node before = opening.getOpener();
        Node paired = new Paired(sign);
        for (Node node : Nodes.between(before, closing.getCloser())) {
            paired.appendChild(node);
        }
        before.insertAfter(paired);
        return 2;
    }
}
