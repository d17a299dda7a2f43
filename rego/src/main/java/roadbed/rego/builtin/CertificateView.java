package roadbed.rego.builtin;

import java.math.BigInteger;
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
  private static final int EMAIL = 1;
  private static final int URI = 6;
  private static final int IP = 7;

  private CertificateView() {}

  static Value of(X509Certificate certificate) {
    ObjectValue.Builder view = ObjectValue.builder(48);
    view.put("Raw", bytes(encoded(certificate)));
    view.put("RawSubject", bytes(certificate.getSubjectX500Principal().getEncoded()));
    view.put("RawIssuer", bytes(certificate.getIssuerX500Principal().getEncoded()));
    view.put("RawSubjectPublicKeyInfo", bytes(certificate.getPublicKey().getEncoded()));
    view.put("Signature", bytes(certificate.getSignature()));
    view.put("SignatureAlgorithm", NumberValue.of(signatureAlgorithm(certificate.getSigAlgName())));
    putKey(view, certificate.getPublicKey());
    view.put("Version", NumberValue.of(certificate.getVersion()));
    view.put("SerialNumber", NumberValue.of(certificate.getSerialNumber()));
    view.put("Issuer", DistinguishedName.of(certificate.getIssuerX500Principal().getEncoded()));
    view.put("Subject", DistinguishedName.of(certificate.getSubjectX500Principal().getEncoded()));
    view.put("NotBefore", time(certificate.getNotBefore()));
    view.put("NotAfter", time(certificate.getNotAfter()));
    view.put("KeyUsage", NumberValue.of(keyUsage(certificate.getKeyUsage())));
    int constraints = certificate.getBasicConstraints();
    boolean basic = certificate.getExtensionValue("2.5.29.19") != null;
    view.put("BasicConstraintsValid", BooleanValue.of(basic));
    view.put("IsCA", BooleanValue.of(constraints >= 0));
    view.put("MaxPathLen", NumberValue.of(!basic ? 0 : constraints < 0 || constraints == Integer.MAX_VALUE ? -1 : constraints));
    view.put("MaxPathLenZero", BooleanValue.of(constraints == 0));
    view.put("SubjectKeyId", keyId(certificate, "2.5.29.14", 4));
    view.put("AuthorityKeyId", keyId(certificate, "2.5.29.35", 6));
    view.put("DNSNames", names(certificate, DNS));
    view.put("EmailAddresses", names(certificate, EMAIL));
    view.put("IPAddresses", names(certificate, IP));
    view.put("URIStrings", names(certificate, URI));
    view.put("URIs", uris(certificate));
    view.put("ExtKeyUsage", extendedUsages(certificate));
    return view.build();
  }

  static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw BuiltinException.failed("x509: " + e.getMessage());
    }
  }

  private static Value bytes(byte[] bytes) {
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

  static int signatureAlgorithm(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "MD2WITHRSA" -> 1;
      case "MD5WITHRSA" -> 2;
      case "SHA1WITHRSA" -> 3;
      case "SHA256WITHRSA" -> 4;
      case "SHA384WITHRSA" -> 5;
      case "SHA512WITHRSA" -> 6;
      case "SHA1WITHDSA" -> 7;
      case "SHA256WITHDSA" -> 8;
      case "SHA1WITHECDSA" -> 9;
      case "SHA256WITHECDSA" -> 10;
      case "SHA384WITHECDSA" -> 11;
      case "SHA512WITHECDSA" -> 12;
      case "ED25519" -> 16;
      default -> 0;
    };
  }

  private static int keyUsage(boolean @Nullable [] bits) {
    int usage = 0;
    for (int i = 0; bits != null && i < bits.length; i++) {
      usage |= bits[i] ? 1 << i : 0;
    }
    return usage;
  }

  /** A key identifier within an extension, of which the first bytes are headers. */
  private static Value keyId(X509Certificate certificate, String oid, int headers) {
    byte[] extension = certificate.getExtensionValue(oid);
    if (extension == null || extension.length <= headers) {
      return NullValue.NULL;
    }
    int length = extension[headers - 1] & 0xFF;
    int end = Math.min(extension.length, headers + length);
    return bytes(java.util.Arrays.copyOfRange(extension, headers, end));
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

  private static Value names(X509Certificate certificate, int kind) {
    List<String> names = alternatives(certificate, kind);
    return names.isEmpty() ? NullValue.NULL : Strings.texts(names);
  }

  private static Value uris(X509Certificate certificate) {
    List<String> names = alternatives(certificate, URI);
    if (names.isEmpty()) {
      return NullValue.NULL;
    }
    List<Value> uris = new ArrayList<>();
    for (String name : names) {
      Uris.Uri uri = Uris.parse(name);
      uris.add(
          ObjectValue.builder()
              .put("Scheme", StringValue.of(uri.scheme()))
              .put("Host", StringValue.of(uri.host() + (uri.port().isEmpty() ? "" : ":" + uri.port())))
              .put("Path", StringValue.of(uri.path()))
              .put("RawQuery", StringValue.of(uri.query()))
              .put("Fragment", StringValue.of(uri.fragment()))
              .build());
    }
    return ArrayValue.of(uris);
  }

  private static Value extendedUsages(X509Certificate certificate) {
    try {
      List<String> usages = certificate.getExtendedKeyUsage();
      if (usages == null) {
        return NullValue.NULL;
      }
      List<Value> numbers = new ArrayList<>();
      for (String usage : usages) {
        if (usage.equals("2.5.29.37.0")) {
          numbers.add(NumberValue.of(0));
        } else if (usage.startsWith("1.3.6.1.5.5.7.3.")) {
          numbers.add(NumberValue.of(new BigInteger(usage.substring(16))));
        }
      }
      return ArrayValue.of(numbers);
    } catch (CertificateParsingException e) {
      throw BuiltinException.failed("x509: " + e.getMessage());
    }
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
