package io.parlance.conformance.score.target;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.parlance.conformance.lab.Folders;
import io.parlance.conformance.lab.GatewayProcess;
import io.parlance.conformance.lab.GatewayYaml;
import io.parlance.conformance.lab.Lab;
import io.parlance.conformance.lab.LabEnv;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The servers, and the gateway, that a target file asks to be started; nothing where it asks for
/// nothing.
public final class House implements AutoCloseable {
    private @Nullable Path folder;
    private @Nullable Lab lab;
    private @Nullable GatewayProcess gateway;

    private House() {}

    /// A house with nothing in it: everything runs elsewhere.
    public static House empty() {
        return new House();
    }

    /// Starts what `target` asks for.
    public static House open(Target target) throws IOException, InterruptedException {
        House house = new House();
        if (target.lab().equals("none")) {
            return house;
        }
        try {
            house.start(target);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            house.close();
            throw e;
        }
        return house;
    }

    private void start(Target target) throws IOException, InterruptedException {
        Path place = Folders.forLab("parlance-conformance");
        folder = place;
        Lab servers = Lab.up(place.resolve("lab"), target.peers());
        lab = servers;
        if (target.lab().equals("parlance")) {
            Path file = GatewayYaml.write(place.resolve("gateway"), "score", servers.env());
            GatewayProcess process = GatewayProcess.start(file);
            gateway = process;
            process.awaitUp();
        }
    }

    /// What `${NAME}` in the target file stands for.
    public Map<String, String> values() {
        Lab servers = lab;
        if (servers == null) {
            return System.getenv();
        }
        LabEnv env = servers.env();
        return env.values();
    }

    /// Links rooms, where the house has a gateway.
    public void link(List<String> rooms) throws IOException, InterruptedException {
        GatewayProcess process = gateway;
        if (process != null && !rooms.isEmpty()) {
            String list = new ObjectMapper().writeValueAsString(Map.of("rooms", rooms));
            process.call("POST", "/api/v1/links", list);
        }
    }

    @Override
    public void close() throws IOException {
        if (gateway != null) {
            gateway.close();
        }
        if (lab != null) {
            lab.close();
        }
        if (folder != null) {
            Folders.remove(folder);
        }
    }
}
