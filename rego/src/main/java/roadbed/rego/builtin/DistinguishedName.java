package roadbed.rego.builtin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** A distinguished name as a value with the members of Go's pkix.Name. */
final class DistinguishedName {
  private static final Map<String, String> LISTS =
      Map.of(
          "2.5.4.6", "Country",
          "2.5.4.10", "Organization",
          "2.5.4.11", "OrganizationalUnit",
          "2.5.4.7", "Locality",
          "2.5.4.8", "Province",
          "2.5.4.9", "StreetAddress",
          "2.5.4.17", "PostalCode");

  private DistinguishedName() {}

  static Value of(byte[] der) {
    Map<String, List<Value>> lists = new LinkedHashMap<>();
    List.of("Country", "Organization", "OrganizationalUnit", "Locality", "Province", "StreetAddress", "PostalCode")
        .forEach(name -> lists.put(name, new ArrayList<>()));
    String commonName = "";
    String serialNumber = "";
    List<Value> all = new ArrayList<>();
    for (DerReader.Element set : DerReader.of(der).next().children()) {
      for (DerReader.Element pair : set.children()) {
        List<DerReader.Element> parts = pair.children();
        if (parts.size() < 2) {
          throw DerReader.malformed();
        }
        String type = parts.getFirst().oid();
        String text = text(parts.get(1));
        all.add(attribute(type, text));
        String list = LISTS.get(type);
        if (list != null) {
          lists.getOrDefault(list, new ArrayList<>()).add(StringValue.of(text));
        } else if (type.equals("2.5.4.3")) {
          commonName = text;
        } else if (type.equals("2.5.4.5")) {
          serialNumber = text;
        }
      }
    }
    ObjectValue.Builder name = ObjectValue.builder(12);
    lists.forEach((member, values) -> name.put(member, values.isEmpty() ? NullValue.NULL : ArrayValue.of(values)));
    return name.put("CommonName", StringValue.of(commonName))
        .put("SerialNumber", StringValue.of(serialNumber))
        .put("Names", all.isEmpty() ? NullValue.NULL : ArrayValue.of(all))
        .put("ExtraNames", NullValue.NULL)
        .build();
  }

  private static Value attribute(String type, String text) {
    return ObjectValue.builder().put("Type", CertificateExtensions.numbers(type)).put("Value", StringValue.of(text)).build();
  }

  private static String text(DerReader.Element element) {
    return switch (element.tag()) {
      case 0x0C -> new String(element.content(), StandardCharsets.UTF_8);
      case 0x1E -> new String(element.content(), StandardCharsets.UTF_16BE);
      default -> new String(element.content(), StandardCharsets.ISO_8859_1);
    };
  }
}
