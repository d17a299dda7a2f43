package roadbed.rego.builtin;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import roadbed.rego.value.ArrayValue;
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
    view.put("Version", NumberValue.of(info.getFirst().integer()));
    view.put("Signature", bytes(java.util.Arrays.copyOfRange(signature, Math.min(1, signature.length), signature.length)));
    view.put("SignatureAlgorithm", NumberValue.of(CertificateView.signatureAlgorithm(parts.get(1))));
    view.put("Subject", DistinguishedName.of(info.get(1).encoded()));
    putKey(view, info.get(2).encoded());
    List<Value> attributes = new ArrayList<>();
    List<DerReader.Element> extensions = new ArrayList<>();
    for (DerReader.Element attribute : info.size() > 3 ? info.get(3).children() : List.<DerReader.Element>of()) {
      attribute(attribute, attributes, extensions);
    }
    view.put("Attributes", attributes.isEmpty() ? NullValue.NULL : ArrayValue.of(attributes));
    CertificateExtensions.ofRequest(extensions).forEach(view::put);
    return view.build();
  }

  private static Value bytes(byte[] bytes) {
    return StringValue.of(Base64.getEncoder().encodeToString(bytes));
  }

  /** What is asked for: extensions, or a set of sequences of types and values; Go leaves others out. */
  private static void attribute(DerReader.Element attribute, List<Value> shown, List<DerReader.Element> extensions) {
    List<DerReader.Element> parts = attribute.children();
    if (parts.size() < 2 || parts.get(1).tag() != 0x31) {
      return;
    }
    String oid = parts.getFirst().oid();
    List<Value> lists = new ArrayList<>();
    for (DerReader.Element list : parts.get(1).children()) {
      if (list.tag() != 0x30) {
        return;
      }
      List<Value> pairs = new ArrayList<>();
      for (DerReader.Element pair : list.children()) {
        pairs.add(
            ObjectValue.builder()
                .put("Type", CertificateExtensions.numbers(pair.child(0).oid()))
                .put("Value", bytes(pair.child(1).content()))
                .build());
      }
      lists.add(ArrayValue.of(pairs));
    }
    shown.add(
        ObjectValue.builder()
            .put("Type", CertificateExtensions.numbers(oid))
            .put("Value", ArrayValue.of(lists))
            .build());
    if (oid.equals("1.2.840.113549.1.9.14") && parts.get(1).size() > 0) {
      extensions.addAll(parts.get(1).inner().children());
    }
  }

  private static void putKey(ObjectValue.Builder view, byte[] der) {
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        CertificateView.putKey(view, KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der)));
        return;
      } catch (GeneralSecurityException | NumberFormatException _) {
        // the JDK's own reader lets the latter escape where a number has no bytes
        view.put("PublicKey", NullValue.NULL);
      }
    }
  }
}
