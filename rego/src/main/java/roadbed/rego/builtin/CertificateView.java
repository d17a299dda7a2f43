package roadbed.rego.builtin;

import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** A certificate as a value with the members that Go's x509.Certificate has; absent lists are null. */
final class CertificateView {
  private static final int DNS = 2;
  private static final int IP = 7;

  private CertificateView() {}

  static Value of(X509Certificate certificate) {
    byte[] der = encoded(certificate);
    List<DerReader.Element> parts = DerReader.of(der).next().children();
    List<DerReader.Element> body = parts.getFirst().children();
    int first = body.getFirst().tag() == 0xA0 ? 1 : 0;
    ObjectValue.Builder view = ObjectValue.builder(64);
    view.put("Raw", bytes(der));
    view.put("RawTBSCertificate", bytes(parts.getFirst().encoded()));
    view.put("RawIssuer", bytes(body.get(first + 2).encoded()));
    view.put("RawSubject", bytes(body.get(first + 4).encoded()));
    view.put("RawSubjectPublicKeyInfo", bytes(body.get(first + 5).encoded()));
    view.put("Signature", bytes(certificate.getSignature()));
    view.put("SignatureAlgorithm", NumberValue.of(signatureAlgorithm(parts.get(1))));
    putKey(view, certificate.getPublicKey());
    view.put("Version", NumberValue.of(certificate.getVersion()));
    view.put("SerialNumber", NumberValue.of(certificate.getSerialNumber()));
    view.put("Issuer", DistinguishedName.of(body.get(first + 2).encoded()));
    view.put("Subject", DistinguishedName.of(body.get(first + 4).encoded()));
    view.put("NotBefore", time(certificate.getNotBefore()));
    view.put("NotAfter", time(certificate.getNotAfter()));
    List<DerReader.Element> extensions =
        body.getLast().tag() == 0xA3 ? body.getLast().inner().children() : List.of();
    CertificateExtensions.ofCertificate(extensions).forEach(view::put);
    return view.build();
  }

  static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw BuiltinException.failed("x509: " + e.getMessage());
    }
  }

  static Value bytes(byte[] bytes) {
    return StringValue.of(Base64.getEncoder().encodeToString(bytes));
  }

  private static Value time(java.util.Date date) {
    return StringValue.of(GoLayout.format(GoLayout.named("RFC3339"), date.toInstant().atZone(ZoneOffset.UTC)));
  }

  static void putKey(ObjectValue.Builder view, PublicKey key) {
    switch (key) {
      case RSAPublicKey rsa -> {
        view.put("PublicKeyAlgorithm", NumberValue.of(1));
        view.put(
            "PublicKey",
            ObjectValue.builder()
                .put("N", NumberValue.of(rsa.getModulus()))
                .put("E", NumberValue.of(rsa.getPublicExponent()))
                .build());
      }
      case ECPublicKey ec -> {
        view.put("PublicKeyAlgorithm", NumberValue.of(3));
        view.put(
            "PublicKey",
            ObjectValue.builder()
                .put("Curve", ObjectValue.EMPTY)
                .put("X", NumberValue.of(ec.getW().getAffineX()))
                .put("Y", NumberValue.of(ec.getW().getAffineY()))
                .build());
      }
      default -> {
        byte[] encoded = key.getEncoded();
        view.put("PublicKeyAlgorithm", NumberValue.of(4));
        view.put("PublicKey", bytes(java.util.Arrays.copyOfRange(encoded, Math.max(0, encoded.length - 32), encoded.length)));
      }
    }
  }

  /** The number that Go gives an algorithm of signatures; 0 for one that it does not know. */
  static int signatureAlgorithm(DerReader.Element identifier) {
    List<DerReader.Element> parts = identifier.children();
    return switch (parts.isEmpty() ? "" : parts.getFirst().oid()) {
      case "1.2.840.113549.1.1.2" -> 1;
      case "1.2.840.113549.1.1.4" -> 2;
      case "1.2.840.113549.1.1.5", "1.3.14.3.2.29" -> 3;
      case "1.2.840.113549.1.1.11" -> 4;
      case "1.2.840.113549.1.1.12" -> 5;
      case "1.2.840.113549.1.1.13" -> 6;
      case "1.2.840.10040.4.3" -> 7;
      case "2.16.840.1.101.3.4.3.2" -> 8;
      case "1.2.840.10045.4.1" -> 9;
      case "1.2.840.10045.4.3.2" -> 10;
      case "1.2.840.10045.4.3.3" -> 11;
      case "1.2.840.10045.4.3.4" -> 12;
      case "1.2.840.113549.1.1.10" -> parts.size() < 2 ? 0 : pss(parts.get(1));
      case "1.3.101.112" -> 16;
      default -> 0;
    };
  }

  private static int pss(DerReader.Element parameters) {
    for (DerReader.Element parameter : parameters.children()) {
      if (parameter.tag() == 0xA0) {
        return switch (parameter.inner().child(0).oid()) {
          case "2.16.840.1.101.3.4.2.1" -> 13;
          case "2.16.840.1.101.3.4.2.2" -> 14;
          case "2.16.840.1.101.3.4.2.3" -> 15;
          default -> 0;
        };
      }
    }
    return 0;
  }

  private static List<String> alternatives(X509Certificate certificate, int kind) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      for (List<?> entry : all == null ? List.<List<?>>of() : all) {
        if (Integer.valueOf(kind).equals(entry.get(0))) {
          names.add(String.valueOf(entry.get(1)));
        }
      }
    } catch (CertificateParsingException e) {
      throw BuiltinException.failed("x509: " + e.getMessage());
    }
    return names;
  }

  /** Whether a certificate names this host, by itself or through a wildcard in the first label. */
  static boolean isFor(X509Certificate certificate, String host) {
    if (IpAddress.parse(host) != null) {
      return alternatives(certificate, IP).contains(host);
    }
    String wanted = host.toLowerCase(Locale.ROOT);
    for (String name : alternatives(certificate, DNS)) {
      String own = name.toLowerCase(Locale.ROOT);
      int dot = wanted.indexOf('.');
      if (own.equals(wanted) || (own.startsWith("*.") && dot > 0 && own.substring(1).equals(wanted.substring(dot)))) {
        return true;
      }
    }
    return false;
  }
}
