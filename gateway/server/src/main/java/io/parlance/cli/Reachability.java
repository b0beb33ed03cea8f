package io.parlance.cli;

import io.parlance.config.Endpoint;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Finds out whether somebody listens at an endpoint, or whether the gateway could. Nothing is said
/// there. Blocks, for a few seconds at most.
final class Reachability {
    private static final int PATIENCE_MILLIS = 3_000;

    private Reachability() {}

    /// What is wrong with each endpoint, in words; empty if nothing is. All are tried at once.
    static Map<Endpoint, String> of(List<Endpoint> endpoints) throws InterruptedException {
        Map<Endpoint, String> found = new LinkedHashMap<>();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Endpoint, Future<String>> tries = new LinkedHashMap<>();
            endpoints.forEach(it -> tries.put(it, each.submit(() -> tried(it))));
            for (Map.Entry<Endpoint, Future<String>> one : tries.entrySet()) {
                try {
                    found.put(one.getKey(), one.getValue().get());
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
        }
        return found;
    }

    private static String tried(Endpoint endpoint) {
        return endpoint.listens() ? bound(endpoint) : connected(endpoint);
    }

    private static String connected(Endpoint endpoint) {
        try (Socket socket = new Socket()) {
            InetAddress host = InetAddress.getByName(endpoint.host());
            socket.connect(new InetSocketAddress(host, endpoint.port()), PATIENCE_MILLIS);
            return "";
        } catch (UnknownHostException _) {
            return "there is no host of that name";
        } catch (ConnectException _) {
            return "nothing listens there; is the server running, and its listener switched on?";
        } catch (SocketTimeoutException _) {
            return "no answer; does a firewall stand between?";
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String bound(Endpoint endpoint) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(endpoint.host(), endpoint.port()));
            return "";
        } catch (IOException e) {
            return "the gateway could not listen there: "
                    + e.getMessage()
                    + " (that is right if it is the running gateway that does)";
        }
    }
}
