package roadbed.rego.builtin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** The extensions of a certificate or a request, as they stand and as the members that Go's parser makes of them. */
final class CertificateExtensions {
  private static final int DNS = 2;
  private static final int EMAIL = 1;
  private static final int URI = 6;
  private static final int IP = 7;

  /** Usages by their place in Go's list. */
  private static final List<String> USAGES =
      List.of(
          "2.5.29.37.0",
          "1.3.6.1.5.5.7.3.1",
          "1.3.6.1.5.5.7.3.2",
          "1.3.6.1.5.5.7.3.3",
          "1.3.6.1.5.5.7.3.4",
          "1.3.6.1.5.5.7.3.5",
          "1.3.6.1.5.5.7.3.6",
          "1.3.6.1.5.5.7.3.7",
          "1.3.6.1.5.5.7.3.8",
          "1.3.6.1.5.5.7.3.9",
          "1.3.6.1.4.1.311.10.3.3",
          "2.16.840.1.113730.4.1",
          "1.3.6.1.4.1.311.2.1.22",
          "1.3.6.1.4.1.311.61.1.1");

  /** The members that are lists: what is in none of them is null. */
  private final Map<String, List<Value>> lists = new TreeMap<>();

  private final Map<String, Value> members = new TreeMap<>();

  private CertificateExtensions() {}

  /** Of a certificate: the members of its whole set of extensions. */
  static Map<String, Value> ofCertificate(List<DerReader.Element> extensions) {
    CertificateExtensions all = new CertificateExtensions();
    for (String list :
        List.of(
            "Extensions", "UnhandledCriticalExtensions", "ExtKeyUsage", "UnknownExtKeyUsage", "OCSPServer",
            "IssuingCertificateURL", "DNSNames", "EmailAddresses", "IPAddresses", "URIs", "URIStrings",
            "PermittedDNSDomains", "ExcludedDNSDomains", "PermittedIPRanges", "ExcludedIPRanges",
            "PermittedEmailAddresses", "ExcludedEmailAddresses", "PermittedURIDomains", "ExcludedURIDomains",
            "CRLDistributionPoints", "PolicyIdentifiers", "Policies", "PolicyMappings")) {
      all.lists.put(list, new ArrayList<>());
    }
    for (String number :
        List.of("KeyUsage", "MaxPathLen", "InhibitAnyPolicy", "InhibitPolicyMapping", "RequireExplicitPolicy")) {
      all.members.put(number, NumberValue.ZERO);
    }
    for (String flag :
        List.of(
            "BasicConstraintsValid", "IsCA", "MaxPathLenZero", "PermittedDNSDomainsCritical", "InhibitAnyPolicyZero",
            "InhibitPolicyMappingZero", "RequireExplicitPolicyZero")) {
      all.members.put(flag, BooleanValue.FALSE);
    }
    all.members.put("SubjectKeyId", NullValue.NULL);
    all.members.put("AuthorityKeyId", NullValue.NULL);
    all.members.put("ExtraExtensions", NullValue.NULL);
    for (DerReader.Element extension : extensions) {
      all.read(extension, true);
    }
    return all.result();
  }

  /** Of a request: its extensions and the names in them. */
  static Map<String, Value> ofRequest(List<DerReader.Element> extensions) {
    CertificateExtensions all = new CertificateExtensions();
    for (String list : List.of("Extensions", "DNSNames", "EmailAddresses", "IPAddresses", "URIs")) {
      all.lists.put(list, new ArrayList<>());
    }
    all.members.put("ExtraExtensions", NullValue.NULL);
    for (DerReader.Element extension : extensions) {
      all.read(extension, false);
    }
    return all.result();
  }

  private Map<String, Value> result() {
    lists.forEach((name, items) -> members.put(name, items.isEmpty() ? NullValue.NULL : ArrayValue.of(items)));
    return members;
  }

  private void add(String list, Value item) {
    List<Value> items = lists.get(list);
    if (items != null) {
      items.add(item);
    }
  }

  private void read(DerReader.Element extension, boolean all) {
    List<DerReader.Element> parts = extension.children();
    if (parts.size() < 2) {
      throw DerReader.malformed();
    }
    String oid = parts.getFirst().oid();
    boolean critical = parts.size() > 2 && parts.get(1).size() > 0 && parts.get(1).content()[0] != 0;
    DerReader.Element value = parts.getLast();
    add(
        "Extensions",
        ObjectValue.builder()
            .put("Id", numbers(oid))
            .put("Critical", BooleanValue.of(critical))
            .put("Value", CertificateView.bytes(value.content()))
            .build());
    if (oid.equals("2.5.29.17")) {
      names(value.inner());
    } else if (all && !known(oid, value.inner(), critical) && critical) {
      add("UnhandledCriticalExtensions", numbers(oid));
    }
  }

  static Value numbers(String oid) {
    if (oid.isEmpty()) {
      throw DerReader.malformed();
    }
    List<Value> numbers = new ArrayList<>();
    for (String part : oid.split("\\.")) {
      numbers.add(NumberValue.of(new BigInteger(part)));
    }
    return ArrayValue.of(numbers);
  }

  private boolean known(String oid, DerReader.Element value, boolean critical) {
    switch (oid) {
      case "2.5.29.15" -> members.put("KeyUsage", NumberValue.of(bits(value)));
      case "2.5.29.19" -> constraints(value);
      case "2.5.29.14" -> members.put("SubjectKeyId", CertificateView.bytes(value.content()));
      case "2.5.29.35" -> {
        for (DerReader.Element part : value.children()) {
          if (part.tag() == 0x80) {
            members.put("AuthorityKeyId", CertificateView.bytes(part.content()));
          }
        }
      }
      case "2.5.29.37" -> {
        for (DerReader.Element usage : value.children()) {
          int place = USAGES.indexOf(usage.oid());
          add(place < 0 ? "UnknownExtKeyUsage" : "ExtKeyUsage", place < 0 ? numbers(usage.oid()) : NumberValue.of(place));
        }
      }
      case "2.5.29.30" -> {
        members.put("PermittedDNSDomainsCritical", BooleanValue.of(critical));
        value.children().forEach(part -> subtrees(part, part.tag() == 0xA0 ? "Permitted" : "Excluded"));
      }
      case "2.5.29.31" -> value.children().forEach(this::distributionPoint);
      case "2.5.29.32" -> {
        for (DerReader.Element policy : value.children()) {
          String id = policy.child(0).oid();
          add("PolicyIdentifiers", numbers(id));
          add("Policies", StringValue.of(id));
        }
      }
      case "2.5.29.33" -> {
        for (DerReader.Element pair : value.children()) {
          add(
              "PolicyMappings",
              ObjectValue.builder()
                  .put("IssuerDomainPolicy", StringValue.of(pair.child(0).oid()))
                  .put("SubjectDomainPolicy", StringValue.of(pair.child(1).oid()))
                  .build());
        }
      }
      case "2.5.29.36" ->
          value.children().forEach(
              part -> policyNumber(part.tag() == 0x80 ? "RequireExplicitPolicy" : "InhibitPolicyMapping", part));
      case "2.5.29.54" -> policyNumber("InhibitAnyPolicy", value);
      case "1.3.6.1.5.5.7.1.1" -> value.children().forEach(this::access);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void policyNumber(String member, DerReader.Element value) {
    members.put(member, NumberValue.of(value.integer()));
    members.put(member + "Zero", BooleanValue.of(value.integer().signum() == 0));
  }

  /** The usage of a key: the first bit of the string is the lowest of the number. */
  private static int bits(DerReader.Element value) {
    byte[] content = value.content();
    int usage = 0;
    for (int i = 0; i < 9 && (i / 8) + 1 < content.length; i++) {
      usage |= (content[i / 8 + 1] >> (7 - i % 8) & 1) << i;
    }
    return usage;
  }

  private void constraints(DerReader.Element value) {
    boolean authority = false;
    BigInteger length = BigInteger.ONE.negate();
    for (DerReader.Element part : value.children()) {
      if (part.tag() == 0x01) {
        authority = part.size() > 0 && part.content()[0] != 0;
      } else if (part.tag() == 0x02) {
        length = part.integer();
      }
    }
    members.put("BasicConstraintsValid", BooleanValue.TRUE);
    members.put("IsCA", BooleanValue.of(authority));
    members.put("MaxPathLen", NumberValue.of(length));
    members.put("MaxPathLenZero", BooleanValue.of(length.signum() == 0));
  }

  private void names(DerReader.Element names) {
    for (DerReader.Element name : names.children()) {
      switch (name.tag() & 0x1F) {
        case DNS -> add("DNSNames", StringValue.of(name.text()));
        case EMAIL -> add("EmailAddresses", StringValue.of(name.text()));
        case URI -> {
          add("URIs", url(name.text()));
          add("URIStrings", StringValue.of(name.text()));
        }
        case IP -> add("IPAddresses", StringValue.of(address(name.content())));
        default -> {
          // names of other kinds are only among the extensions
        }
      }
    }
  }

  private static String address(byte[] bytes) {
    if (bytes.length != 4 && bytes.length != 16) {
      throw BuiltinException.failed("x509: cannot parse IP address of length " + bytes.length);
    }
    return new IpAddress(new BigInteger(1, bytes), bytes.length * 8).toString();
  }

  /** A URL with the members of Go's net/url.URL. */
  private static Value url(String text) {
    Uris.Uri uri = Uris.parse(text);
    String host = uri.host().contains(":") ? "[" + uri.host() + "]" : uri.host();
    int scheme = text.indexOf(':');
    boolean opaque = !uri.scheme().isEmpty() && !text.startsWith("/", scheme + 1);
    String rest = opaque ? text.substring(scheme + 1).replaceFirst("[?#].*", "") : "";
    return ObjectValue.builder()
        .put("Scheme", StringValue.of(uri.scheme()))
        .put("Opaque", StringValue.of(rest))
        .put("User", NullValue.NULL)
        .put("Host", StringValue.of(host + (uri.port().isEmpty() ? "" : ":" + uri.port())))
        .put("Path", StringValue.of(uri.path()))
        .put("RawPath", StringValue.of(""))
        .put("OmitHost", BooleanValue.FALSE)
        .put("ForceQuery", BooleanValue.FALSE)
        .put("RawQuery", StringValue.of(uri.query()))
        .put("Fragment", StringValue.of(uri.fragment()))
        .put("RawFragment", StringValue.of(""))
        .build();
  }

  private void subtrees(DerReader.Element subtrees, String kind) {
    for (DerReader.Element subtree : subtrees.children()) {
      DerReader.Element base = subtree.child(0);
      switch (base.tag() & 0x1F) {
        case DNS -> add(kind + "DNSDomains", StringValue.of(base.text()));
        case EMAIL -> add(kind + "EmailAddresses", StringValue.of(base.text()));
        case URI -> add(kind + "URIDomains", StringValue.of(base.text()));
        case IP -> {
          byte[] both = base.content();
          add(
              kind + "IPRanges",
              ObjectValue.builder()
                  .put("IP", StringValue.of(address(Arrays.copyOf(both, both.length / 2))))
                  .put("Mask", CertificateView.bytes(Arrays.copyOfRange(both, both.length / 2, both.length)))
                  .build());
        }
        default -> {
          // other kinds of names constrain nothing that is shown
        }
      }
    }
  }

  private void distributionPoint(DerReader.Element point) {
    for (DerReader.Element part : point.children()) {
      for (DerReader.Element full : part.tag() == 0xA0 ? part.children() : List.<DerReader.Element>of()) {
        for (DerReader.Element name : full.tag() == 0xA0 ? full.children() : List.<DerReader.Element>of()) {
          if (name.tag() == 0x86) {
            add("CRLDistributionPoints", StringValue.of(name.text()));
          }
        }
      }
    }
  }

  private void access(DerReader.Element description) {
    List<DerReader.Element> parts = description.children();
    if (parts.size() < 2 || parts.get(1).tag() != 0x86) {
      return;
    }
    switch (parts.getFirst().oid()) {
      case "1.3.6.1.5.5.7.48.1" -> add("OCSPServer", StringValue.of(parts.get(1).text()));
      case "1.3.6.1.5.5.7.48.2" -> add("IssuingCertificateURL", StringValue.of(parts.get(1).text()));
      default -> {
        // other ways of access are only among the extensions
      }
    }
  }
}
