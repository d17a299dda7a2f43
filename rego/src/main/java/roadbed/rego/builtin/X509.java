package roadbed.rego.builtin;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.PrivateKey;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Utf8;
import roadbed.rego.value.Value;

/** Certificates, certificate requests and private keys. */
final class X509 {
  private static final ArrayValue UNVERIFIED = ArrayValue.of(BooleanValue.FALSE, ArrayValue.EMPTY);
  private static final Map<String, String> USAGES =
      Map.ofEntries(
          Map.entry("KeyUsageAny", "2.5.29.37.0"),
          Map.entry("KeyUsageServerAuth", "1.3.6.1.5.5.7.3.1"),
          Map.entry("KeyUsageClientAuth", "1.3.6.1.5.5.7.3.2"),
          Map.entry("KeyUsageCodeSigning", "1.3.6.1.5.5.7.3.3"),
          Map.entry("KeyUsageEmailProtection", "1.3.6.1.5.5.7.3.4"),
          Map.entry("KeyUsageIPSECEndSystem", "1.3.6.1.5.5.7.3.5"),
          Map.entry("KeyUsageIPSECTunnel", "1.3.6.1.5.5.7.3.6"),
          Map.entry("KeyUsageIPSECUser", "1.3.6.1.5.5.7.3.7"),
          Map.entry("KeyUsageTimeStamping", "1.3.6.1.5.5.7.3.8"),
          Map.entry("KeyUsageOCSPSigning", "1.3.6.1.5.5.7.3.9"),
          Map.entry("KeyUsageMicrosoftServerGatedCrypto", "1.3.6.1.4.1.311.10.3.3"),
          Map.entry("KeyUsageNetscapeServerGatedCrypto", "2.16.840.1.113730.4.1"),
          Map.entry("KeyUsageMicrosoftCommercialCodeSigning", "1.3.6.1.4.1.311.2.1.22"),
          Map.entry("KeyUsageMicrosoftKernelCodeSigning", "1.3.6.1.4.1.311.61.1.1"));

  private X509() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "crypto.x509.parse_certificates" -> (_, args) -> shown(certificates(Operands.string(args, 1)));
      case "crypto.x509.parse_and_verify_certificates" ->
          (context, args) -> verify(Operands.string(args, 1), new Demands(context.time(), "", Set.of("KeyUsageServerAuth")));
      case "crypto.x509.parse_and_verify_certificates_with_options" ->
          (context, args) -> {
            String text = Operands.string(args, 1);
            return verify(text, demands(context, Operands.object(args, 2)));
          };
      case "crypto.x509.parse_certificate_request" -> (_, args) -> request(Operands.string(args, 1));
      case "crypto.x509.parse_keypair" -> (_, args) -> keyPair(Operands.string(args, 1), Operands.string(args, 2));
      case "crypto.x509.parse_rsa_private_key" -> (_, args) -> firstKey(Operands.string(args, 1));
      case "crypto.parse_private_keys" -> (_, args) -> privateKeys(Operands.string(args, 1));
      default -> null;
    };
  }

  private static Value shown(List<X509Certificate> certificates) {
    return ArrayValue.of(certificates.stream().map(CertificateView::of).toList());
  }

  /** The certificates of a PEM text, or of base64 of PEM or DER. */
  private static List<X509Certificate> certificates(String text) {
    if (text.startsWith("-----BEGIN")) {
      return pemCertificates(text);
    }
    byte[] bytes = Encodings.decodeBase64(text);
    String decoded = Utf8.decode(bytes);
    return decoded.startsWith("-----BEGIN") ? pemCertificates(decoded) : derCertificates(bytes);
  }

  static List<X509Certificate> pemCertificates(String text) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Pem.Block block : Pem.read(text).blocks()) {
      if (!block.type().equals("CERTIFICATE")) {
        throw BuiltinException.failed("PEM block type is '" + block.type() + "', expected CERTIFICATE");
      }
      certificates.addAll(derCertificates(block.der()));
    }
    return certificates;
  }

  private static List<X509Certificate> derCertificates(byte[] der) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      ByteArrayInputStream in = new ByteArrayInputStream(der);
      while (in.available() > 0) {
        if (!(factory.generateCertificate(in) instanceof X509Certificate certificate)) {
          throw BuiltinException.failed("x509: malformed certificate");
        }
        certificates.add(certificate);
      }
    } catch (CertificateException _) {
      throw BuiltinException.failed("x509: malformed certificate");
    }
    return certificates;
  }

  /** What a chain must satisfy: a time, a host name or none, and one of several usages. */
  private record Demands(Instant time, String host, Set<String> usages) {}

  private static Demands demands(CallContext context, ObjectValue options) {
    Instant time = context.time();
    String host = "";
    Set<String> usages = Set.of("KeyUsageServerAuth");
    for (int i = 0; i < options.size(); i++) {
      Value value = options.valueAt(i);
      String name = options.keyAt(i) instanceof StringValue key ? key.value() : "";
      switch (name) {
        case "DNSName" -> {
          if (!(value instanceof StringValue text)) {
            throw BuiltinException.failed("'DNSName' should be a string");
          }
          host = text.value();
        }
        case "CurrentTime" -> {
          if (!(value instanceof NumberValue number)) {
            throw BuiltinException.failed("'CurrentTime' should be a number");
          }
          if (!number.isLong()) {
            throw BuiltinException.failed("'CurrentTime' should be a valid int64 number");
          }
          time = Instant.EPOCH.plusNanos(number.longValue());
        }
        case "MaxConstraintComparisons" -> {
          if (!(value instanceof NumberValue)) {
            throw BuiltinException.failed("'MaxConstraintComparisons' should be a number");
          }
        }
        case "KeyUsages" -> usages = usages(value);
        default -> throw BuiltinException.failed("invalid key option");
      }
    }
    return new Demands(time, host, usages);
  }

  private static Set<String> usages(Value value) {
    if (!(value instanceof ArrayValue) && !(value instanceof SetValue)) {
      throw BuiltinException.failed("'KeyUsages' should be an Array or Set");
    }
    List<String> names = Operands.strings(new Value[] {value}, 1);
    List<String> unknown = names.stream().filter(name -> !USAGES.containsKey(name)).toList();
    if (!unknown.isEmpty()) {
      throw BuiltinException.failed("invalid entries for 'KeyUsages' found: [" + String.join(" ", unknown) + "]");
    }
    return Set.copyOf(names);
  }

  /** Verifies a root, its intermediates and last the leaf; gives the chain from the leaf up. */
  private static Value verify(String text, Demands demands) {
    List<X509Certificate> certificates;
    try {
      certificates = certificates(text);
    } catch (BuiltinException _) {
      return UNVERIFIED;
    }
    if (certificates.size() < 2) {
      return UNVERIFIED;
    }
    List<X509Certificate> chain = chain(certificates);
    if (chain.isEmpty() || !isFor(chain.getFirst(), demands)) {
      return UNVERIFIED;
    }
    try {
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(certificates.getFirst(), null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(demands.time()));
      List<? extends Certificate> below = chain.subList(0, chain.size() - 1);
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(below), parameters);
      certificates.getFirst().checkValidity(Date.from(demands.time()));
    } catch (InvalidAlgorithmParameterException e) {
      throw BuiltinException.failed(String.valueOf(e.getMessage()));
    } catch (GeneralSecurityException _) {
      return UNVERIFIED;
    }
    return ArrayValue.of(BooleanValue.TRUE, shown(chain));
  }

  /** The certificates from the leaf to the root, each issued by the next; none where they do not connect. */
  private static List<X509Certificate> chain(List<X509Certificate> certificates) {
    X509Certificate root = certificates.getFirst();
    List<X509Certificate> chain = new ArrayList<>(List.of(certificates.getLast()));
    while (!chain.getLast().equals(root)) {
      X509Certificate current = chain.getLast();
      X509Certificate issuer =
          certificates.subList(0, certificates.size() - 1).stream()
              .filter(candidate -> isIssuer(candidate, current) && !chain.contains(candidate))
              .findFirst()
              .orElse(null);
      if (issuer == null) {
        return List.of();
      }
      chain.add(issuer);
    }
    return chain;
  }

  private static boolean isIssuer(X509Certificate candidate, X509Certificate certificate) {
    if (!candidate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    try {
      certificate.verify(candidate.getPublicKey());
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static boolean isFor(X509Certificate leaf, Demands demands) {
    try {
      List<String> stated = leaf.getExtendedKeyUsage();
      boolean any = demands.usages().contains("KeyUsageAny") || stated == null || stated.contains("2.5.29.37.0");
      boolean used = any || demands.usages().stream().anyMatch(name -> stated.contains(USAGES.get(name)));
      return used && (demands.host().isEmpty() || CertificateView.isFor(leaf, demands.host()));
    } catch (CertificateParsingException _) {
      return false;
    }
  }

  private static Value request(String text) {
    byte[] der;
    if (text.startsWith("-----BEGIN CERTIFICATE REQUEST-----")) {
      der = requestBlock(text);
    } else {
      byte[] bytes = Encodings.decodeBase64(text);
      String decoded = Utf8.decode(bytes);
      der = decoded.startsWith("-----BEGIN") ? requestBlock(decoded) : bytes;
    }
    return CertificateRequestView.of(der);
  }

  private static byte[] requestBlock(String text) {
    List<Pem.Block> blocks = Pem.read(text).blocks();
    if (blocks.isEmpty() || !blocks.getFirst().type().equals("CERTIFICATE REQUEST")) {
      throw BuiltinException.failed("invalid PEM-encoded certificate signing request");
    }
    return blocks.getFirst().der();
  }

  private static Value keyPair(String certificate, String key) {
    List<X509Certificate> certificates = certificates(certificate);
    String pem = key.startsWith("-----BEGIN ") ? key : Utf8.decode(Encodings.decodeBase64(key));
    boolean armoured = pem.startsWith("-----BEGIN ");
    List<PrivateKey> keys = armoured ? keys(pem) : derKeys(Encodings.decodeBase64(key));
    if (certificates.isEmpty() || keys.isEmpty()) {
      throw BuiltinException.failed("tls: failed to find certificate or private key PEM data in the input");
    }
    if (!PrivateKeyView.belongs(keys.getFirst(), certificates.getFirst().getPublicKey())) {
      throw BuiltinException.failed("tls: private key does not match public key");
    }
    List<Value> chain = new ArrayList<>();
    for (X509Certificate item : certificates) {
      chain.add(StringValue.of(Base64.getEncoder().encodeToString(CertificateView.encoded(item))));
    }
    return ObjectValue.builder()
        .put("Certificate", ArrayValue.of(chain))
        .put("Leaf", CertificateView.of(certificates.getFirst()))
        .put("OCSPStaple", NullValue.NULL)
        .put("PrivateKey", PrivateKeyView.of(keys.getFirst()))
        .put("SignedCertificateTimestamps", NullValue.NULL)
        .put("SupportedSignatureAlgorithms", NullValue.NULL)
        .build();
  }

  private static List<PrivateKey> keys(String pem) {
    List<PrivateKey> keys = new ArrayList<>();
    for (Pem.Block block : Pem.read(pem).blocks()) {
      PrivateKey key = Keys.privateKey(block);
      if (key != null) {
        keys.add(key);
      }
    }
    return keys;
  }

  private static List<PrivateKey> derKeys(byte[] der) {
    PrivateKey key = Keys.privateKey(new Pem.Block("PRIVATE KEY", der));
    return key == null ? List.of() : List.of(key);
  }

  private static Value firstKey(String text) {
    if (text.isEmpty()) {
      throw BuiltinException.failed("input PEM data was empty");
    }
    String pem = text.startsWith("-----BEGIN") ? text : Utf8.decode(Encodings.decodeBase64(text));
    List<PrivateKey> keys = keys(pem);
    return keys.isEmpty() ? NullValue.NULL : PrivateKeyView.jwk(keys.getFirst());
  }

  private static Value privateKeys(String text) {
    if (text.isEmpty()) {
      return NullValue.NULL;
    }
    String pem = text;
    try {
      pem = Utf8.decode(Encodings.decodeBase64(text));
    } catch (BuiltinException _) {
      // what is not base64 is taken as it stands
      return ArrayValue.of(keys(text).stream().map(PrivateKeyView::of).toList());
    }
    return ArrayValue.of(keys(pem).stream().map(PrivateKeyView::of).toList());
  }
}
