package io.parlance.adapter.mqtt;

import io.parlance.spi.ConfigException;
import io.parlance.spi.Settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// Trust in the authorities of one PEM file and in nobody else.
final class TlsTrust {
    private TlsTrust() {}

    /// Sockets that trust the certificates in `file`.
    static SSLSocketFactory only(String file, Settings settings) throws ConfigException {
        try (InputStream pem = Files.newInputStream(Path.of(file))) {
            Collection<? extends Certificate> authorities =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (authorities.isEmpty()) {
                throw settings.fault("ca", "'" + file + "' holds no certificate");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate authority : authorities) {
                store.setCertificateEntry("ca" + number++, authority);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw settings.fault(
                    "ca", "'" + file + "' cannot be read as PEM certificates: " + e.getMessage());
        }
    }
}
