package io.parlance.identity;

import org.infinispan.commons.configuration.BuiltBy;
import org.infinispan.commons.configuration.Combine;
import org.infinispan.commons.configuration.ConfigurationFor;
import org.infinispan.commons.configuration.attributes.AttributeDefinition;
import org.infinispan.commons.configuration.attributes.AttributeSet;
import org.infinispan.configuration.cache.AbstractStoreConfiguration;
import org.infinispan.configuration.cache.AbstractStoreConfigurationBuilder;
import org.infinispan.configuration.cache.AsyncStoreConfiguration;
import org.infinispan.configuration.cache.PersistenceConfigurationBuilder;

/// Tells a [StateStore] its file.
@BuiltBy(StateStoreConfiguration.Builder.class)
@ConfigurationFor(StateStore.class)
public final class StateStoreConfiguration
        extends AbstractStoreConfiguration<StateStoreConfiguration> {
    private static final AttributeDefinition<StateFile> FILE =
            AttributeDefinition.builder("file", null, StateFile.class).immutable().build();

    private enum Element {
        STATE_STORE
    }

    private StateStoreConfiguration(AttributeSet attributes, AsyncStoreConfiguration async) {
        super(Element.STATE_STORE, attributes, async);
    }

    StateFile file() {
        return attributes.attribute(FILE).get();
    }

    /// Builds it; made by Infinispan.
    public static final class Builder
            extends AbstractStoreConfigurationBuilder<StateStoreConfiguration, Builder> {
        /// Part of that configuration.
        public Builder(PersistenceConfigurationBuilder persistence) {
            super(
                    persistence,
                    new AttributeSet(
                            StateStoreConfiguration.class, attributeDefinitionSet(), FILE));
        }

        Builder file(StateFile file) {
            attributes.attribute(FILE).set(file);
            return this;
        }

        @Override
        public StateStoreConfiguration create() {
            return new StateStoreConfiguration(attributes.protect(), async.create());
        }

        @Override
        public Builder read(StateStoreConfiguration template, Combine combine) {
            super.read(template, combine);
            return this;
        }

        @Override
        public Builder self() {
            return this;
        }
    }
}
