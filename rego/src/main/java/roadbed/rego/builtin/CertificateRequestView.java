package roadbed.rego.builtin;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** A certificate request (PKCS #10) as a value with the members of Go's x509.CertificateRequest. */
final class CertificateRequestView {
  private CertificateRequestView() {}

  static Value of(byte[] der) {
    DerReader.Element request = DerReader.of(der).next();
    if (request.tag() != 0x30) {
      throw BuiltinException.failed("asn1: structure error: tags don't match (16 vs {class:1 tag:2 length:97 isCompound:true})");
    }
    List<DerReader.Element> parts = request.children();
    if (parts.size() < 3) {
      throw DerReader.malformed();
    }
    List<DerReader.Element> info = parts.getFirst().children();
    if (info.size() < 3) {
      throw DerReader.malformed();
    }
    byte[] signature = parts.get(2).content();
    ObjectValue.Builder view = ObjectValue.builder(24);
    view.put("Raw", bytes(der));
    view.put("RawTBSCertificateRequest", bytes(parts.getFirst().encoded()));
    view.put("RawSubject", bytes(info.get(1).encoded()));
    view.put("RawSubjectPublicKeyInfo", bytes(info.get(2).encoded()));
    view.put("Version", NumberValue.of(info.getFirst().content()[0]));
    view.put("Signature", bytes(java.util.Arrays.copyOfRange(signature, Math.min(1, signature.length), signature.length)));
    view.put("SignatureAlgorithm", NumberValue.of(algorithm(parts.get(1))));
    view.put("Subject", DistinguishedName.of(info.get(1).encoded()));
    putKey(view, info.get(2).encoded());
    for (String absent : List.of("Attributes", "Extensions", "ExtraExtensions", "DNSNames", "EmailAddresses", "IPAddresses", "URIs")) {
      view.put(absent, NullValue.NULL);
    }
    return view.build();
  }

  private static Value bytes(byte[] bytes) {
    return StringValue.of(Base64.getEncoder().encodeToString(bytes));
  }

  private static int algorithm(DerReader.Element identifier) {
    List<DerReader.Element> parts = identifier.children();
    return CertificateView.signatureAlgorithm(
        switch (parts.isEmpty() ? "" : parts.getFirst().oid()) {
          case "1.2.840.113549.1.1.5" -> "SHA1withRSA";
          case "1.2.840.113549.1.1.11" -> "SHA256withRSA";
          case "1.2.840.113549.1.1.12" -> "SHA384withRSA";
          case "1.2.840.113549.1.1.13" -> "SHA512withRSA";
          case "1.2.840.10045.4.3.2" -> "SHA256withECDSA";
          case "1.2.840.10045.4.3.3" -> "SHA384withECDSA";
          case "1.2.840.10045.4.3.4" -> "SHA512withECDSA";
          case "1.3.101.112" -> "Ed25519";
          default -> "";
        });
  }

  private static void putKey(ObjectValue.Builder view, byte[] der) {
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        CertificateView.putKey(view, KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der)));
        return;
      } catch (GeneralSecurityException _) {
        view.put("PublicKey", NullValue.NULL);
      }
    }
  }
}
