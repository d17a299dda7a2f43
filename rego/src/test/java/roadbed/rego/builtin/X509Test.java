package roadbed.rego.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Certificates, requests and keys with the members that Go's structures have. */
class X509Test {
  private static String pem(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(X509Test.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Value call(String name, String... texts) {
    Value[] args = new Value[texts.length];
    for (int i = 0; i < texts.length; i++) {
      args[i] = StringValue.of(texts[i]);
    }
    return Builtins.standard().find(name).orElseThrow().call(CallContext.builder().build(), args);
  }

  private static Value certificate() throws IOException {
    return ((roadbed.rego.value.ArrayValue) call("crypto.x509.parse_certificates", pem("certificate.pem"))).get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "AuthorityKeyId|null",
        "BasicConstraintsValid|true",
        "CRLDistributionPoints|[\"http://crl.example.org/1.crl\"]",
        "DNSNames|[\"example.org\"]",
        "EmailAddresses|[\"ada@example.org\"]",
        "ExcludedIPRanges|[{\"IP\": \"10.0.0.0\", \"Mask\": \"/wAAAA==\"}]",
        "ExtKeyUsage|[1]",
        "ExtraExtensions|null",
        "IPAddresses|[\"10.0.0.1\", \"2001:db8::1\"]",
        "InhibitAnyPolicy|0",
        "IsCA|true",
        "IssuingCertificateURL|[\"http://ca.example.org/ca.der\"]",
        "KeyUsage|33",
        "MaxPathLen|1",
        "MaxPathLenZero|false",
        "NotAfter|\"2126-10-28T13:38:44Z\"",
        "OCSPServer|[\"http://ocsp.example.org/\"]",
        "PermittedDNSDomains|[\".example.org\"]",
        "PermittedDNSDomainsCritical|true",
        "Policies|[\"1.2.3.4\"]",
        "PolicyIdentifiers|[[1, 2, 3, 4]]",
        "PublicKeyAlgorithm|3",
        "SerialNumber|81985529216486895",
        "SignatureAlgorithm|10",
        "SubjectKeyId|\"lhHkkBo6js0nhC+wd233w0pgQpI=\"",
        "URIStrings|[\"spiffe://example.org/a/b\"]",
        "UnhandledCriticalExtensions|[[1, 2, 3, 9]]",
        "UnknownExtKeyUsage|[[1, 2, 3, 4]]",
        "Version|3",
      })
  void aCertificate(String member, String wanted) throws IOException {
    assertThat(certificate().get(StringValue.of(member))).hasToString(wanted);
  }

  @Test
  void aCertificateHasAllMembersAndNoOthers() throws IOException {
    assertThat(((ObjectValue) certificate()).size()).isEqualTo(53);
    assertThat(certificate().get(StringValue.of("Extensions")).get(roadbed.rego.value.NumberValue.ZERO))
        .hasToString("{\"Critical\": true, \"Id\": [2, 5, 29, 19], \"Value\": \"MAYBAf8CAQE=\"}");
    assertThat(certificate().get(StringValue.of("Subject")))
        .hasToString(
            "{\"CommonName\": \"example.org\", \"Country\": [\"DE\"], \"ExtraNames\": null, \"Locality\": null, \"Names\":"
                + " [{\"Type\": [2, 5, 4, 6], \"Value\": \"DE\"}, {\"Type\": [2, 5, 4, 10], \"Value\": \"Roadbed\"},"
                + " {\"Type\": [2, 5, 4, 10], \"Value\": \"Test\"}, {\"Type\": [2, 5, 4, 3], \"Value\": \"example.org\"},"
                + " {\"Type\": [2, 5, 4, 5], \"Value\": \"7\"}], \"Organization\": [\"Roadbed\", \"Test\"],"
                + " \"OrganizationalUnit\": null, \"PostalCode\": null, \"Province\": null, \"SerialNumber\": \"7\","
                + " \"StreetAddress\": null}");
    assertThat(certificate().get(StringValue.of("URIs")))
        .hasToString(
            "[{\"ForceQuery\": false, \"Fragment\": \"\", \"Host\": \"example.org\", \"OmitHost\": false, \"Opaque\": \"\","
                + " \"Path\": \"/a/b\", \"RawFragment\": \"\", \"RawPath\": \"\", \"RawQuery\": \"\", \"Scheme\": \"spiffe\","
                + " \"User\": null}]");
  }

  @Test
  void aRequestShowsItsExtensionsAndTheNamesInThem() throws IOException {
    Value request = call("crypto.x509.parse_certificate_request", pem("request.pem"));
    assertThat(request.get(StringValue.of("DNSNames"))).hasToString("[\"example.org\"]");
    assertThat(request.get(StringValue.of("Attributes")))
        .hasToString(
            "[{\"Type\": [1, 2, 840, 113549, 1, 9, 14], \"Value\": [[{\"Type\": [2, 5, 29, 17], \"Value\":"
                + " \"MCWCC2V4YW1wbGUub3JnhhZzcGlmZmU6Ly9leGFtcGxlLm9yZy9h\"}]]}]");
    assertThat(request.get(StringValue.of("IPAddresses"))).hasToString("null");
  }

  @Test
  void privateKeysShowTheirPublicHalves() throws IOException {
    assertThat(call("crypto.x509.parse_rsa_private_key", pem("ec-key.pem")))
        .hasToString(
            "{\"crv\": \"P-256\", \"d\": \"OVUE1_NbYuVFYIFwpdhOoLsrZEzHoqoqqw49Y_hSpC0\", \"kty\": \"EC\","
                + " \"x\": \"0j3GxdBPed6EEpAJcLsNkLy89M81_zwbiljZfIUiyaA\","
                + " \"y\": \"yne0L2EPXk5Sv8MuBLLjoef3A_o1niUGluVjHYIDhJE\"}");
    assertThat(call("crypto.parse_private_keys", pem("ed-key.pem")))
        .hasToString("[\"f5KyI02AAABV0TrLqCERthYQ6hPq0IwHi+D28btSBpp4GsPtXB3uMgJVSbzezOQYrPnmZL29qywQWOQ5G2sCgA==\"]");
  }

  @Test
  void aKeyThatNamesNoCurveIsRefused() throws IOException {
    byte[] der = Base64.getMimeDecoder().decode(pem("ec-key.pem").replaceAll("(?s)-----BEGIN EC PARAMETERS-----.*?END EC PARAMETERS-----|-----[A-Z ]+-----", ""));
    for (int i = 0; i + 3 < der.length; i++) {
      if ((der[i] & 0xFF) == 0xA0 && der[i + 2] == 0x06) {
        der[i + 3] = (byte) 0xC6;
      }
    }
    String broken = "-----BEGIN EC PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(der) + "\n-----END EC PRIVATE KEY-----\n";
    assertThatThrownBy(() -> call("crypto.parse_private_keys", broken)).hasMessageContaining("the key does not name its curve");
  }

  @Test
  void aPairBelongsTogether() throws IOException {
    String certificate = pem("certificate.pem");
    String key = pem("ec-key.pem");
    String other = pem("ed-key.pem");
    assertThat(call("crypto.x509.parse_keypair", certificate, key).get(StringValue.of("PrivateKey")).get(StringValue.of("D")))
        .hasToString("25932047798754748428160970080111710698016259173320595137686887961445205713965");
    assertThatThrownBy(() -> call("crypto.x509.parse_keypair", certificate, other))
        .hasMessageContaining("tls: private key");
  }
}
