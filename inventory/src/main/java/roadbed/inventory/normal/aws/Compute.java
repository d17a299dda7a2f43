package roadbed.inventory.normal.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.SecretMarks;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;

/** EC2 instances and what they are made from. */
final class Compute {
  private Compute() {}

  /** Adds the rows of this domain. */
  static void types(Types types) {
    types
        .resource("compute.instance", Compute::machine, "aws_instance", "aws_spot_instance_request")
        .resource("compute.template", Compute::machine, "aws_launch_template", "aws_launch_configuration")
        .setting(
            "instance_id",
            List.of("aws_instance"),
            "aws_eip_association");
  }

  private static void machine(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("instance_type", () -> said(it, from -> from.text("instance_type")));
    out.put("image", () -> said(it, from -> from.text("ami").or(() -> from.text("image_id"))));
    out.put("public.ip", () -> publicIp(it), false);
    out.put(
        "metadata.enabled",
        () ->
            said(it, from -> from.text("metadata_options.http_endpoint"))
                .map(endpoint -> !endpoint.equals("disabled")),
        true);
    out.put(
        "metadata.token_required",
        () -> said(it, from -> from.text("metadata_options.http_tokens")).map("required"::equals),
        false);
    out.put(
        "metadata.hop_limit",
        () -> said(it, from -> from.number("metadata_options.http_put_response_hop_limit")),
        1);
    userData(out, doc, "user_data", "user_data_base64");
    out.put("encryption.at_rest", () -> encrypted(doc), false);
    out.put(
        "identity.attached",
        () ->
            said(
                it,
                from ->
                    from.text("iam_instance_profile.name")
                        .or(() -> from.text("iam_instance_profile.arn"))
                        .or(() -> from.text("iam_instance_profile"))));
    out.put("monitoring.enabled", () -> said(it, from -> from.truth("monitoring.enabled").or(() -> from.truth("monitoring"))), false);
    out.put("ip_forwarding", () -> doc.truth("source_dest_check").map(check -> !check), false);
  }

  /** What a machine says itself, else what its launch template says. */
  private static <T> Optional<T> said(Subject it, Function<Document, Optional<T>> read) {
    Optional<T> own = read.apply(it.doc());
    if (own.isPresent() || !it.doc().mentions("launch_template")) {
      return own;
    }
    return it.target("launch_template", "aws_launch_template").flatMap(template -> read.apply(template.doc()));
  }

  private static Optional<Boolean> publicIp(Subject it) {
    Optional<Boolean> said =
        said(
            it,
            from -> {
              Optional<Boolean> own = from.truth("associate_public_ip_address");
              if (own.isPresent()) {
                return own;
              }
              List<Document> interfaces = from.blocks("network_interfaces");
              return interfaces.isEmpty()
                  ? Optional.empty()
                  : Optional.of(Known.any(interfaces, face -> face.is("associate_public_ip_address")));
            });
    return said.or(
        () ->
            it.target("subnet_id", "aws_subnet")
                .flatMap(subnet -> subnet.doc().truth("map_public_ip_on_launch")));
  }

  private static Optional<Boolean> encrypted(Document doc) {
    List<Document> devices = new ArrayList<>();
    for (String block : List.of("root_block_device", "ebs_block_device")) {
      devices.addAll(doc.blocks(block));
    }
    for (Document mapping : doc.blocks("block_device_mappings")) {
      devices.addAll(mapping.blocks("ebs"));
    }
    return devices.isEmpty()
        ? Optional.empty()
        : Optional.of(Known.all(devices, device -> device.is("encrypted")));
  }

  private static void userData(Facets out, Document doc, String... attributes) {
    out.put(
        "user_data.present",
        () -> Known.any(List.of(attributes), doc::mentions));
    out.put(
        "user_data.secrets",
        () -> {
          TreeSet<String> kinds = new TreeSet<>();
          for (String attribute : attributes) {
            doc.text(attribute).ifPresent(script -> kinds.addAll(SecretMarks.in(script)));
          }
          return kinds;
        });
  }
}
