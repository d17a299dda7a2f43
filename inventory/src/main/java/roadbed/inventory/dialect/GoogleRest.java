package roadbed.inventory.dialect;

import java.util.List;
import java.util.function.UnaryOperator;
import roadbed.model.Value;

/**
 * Google Cloud's property names, as its REST interfaces write them and Cloud Asset Inventory keeps them under {@code
 * resource.data} of an asset.
 */
final class GoogleRest {
  private static final String DATA = "resource.data";

  /** What access policies are on: the asset type, how Terraform calls bindings on it, and by which attribute. */
  private static final List<String[]> BINDABLE =
      List.of(
          new String[] {"cloudresourcemanager.googleapis.com/Folder", "google_folder", "folder"},
          new String[] {"cloudresourcemanager.googleapis.com/Organization", "google_organization", "org_id"});

  private GoogleRest() {}

  static Dialect dialect() {
    Dialect dialect =
        new Dialect(
            "Google Cloud REST",
            type -> type.indexOf(".googleapis.com/") > 0,
            shape ->
                shape
                    .within(
                        DATA,
                        data ->
                            data.is("name", "name", Transform.LAST_PART)
                                .is("selfLink", "self_link")
                                .is("labels", "labels")
                                .is("region", "region", Transform.LAST_PART)
                                .is("zone", "zone", Transform.LAST_PART)
                                .is("location", "location")
                                .is("description", "description"))
                    .is("resource.location", "location")
                    .is("location", "location")
                    .is("labels", "labels")
                    .is("name", "name", Transform.LAST_PART));
    for (String[] thing : BINDABLE) {
      dialect.add(bound(table(thing[0], thing[1], shape -> shape.is("displayName", "display_name")), thing[1], thing[2]));
    }
    GoogleRestStorage.add(dialect);
    GoogleRestCompute.add(dialect);
    GoogleRestContainers.add(dialect);
    GoogleRestAccess.add(dialect);
    return dialect;
  }

  /** A table whose lines are about the resource's own document. */
  static Translation table(String type, String terraformType, UnaryOperator<Shape> data) {
    return Translation.of(type, terraformType, shape -> shape.within(DATA, data));
  }

  /** The access policy of the asset, each of its bindings as Terraform writes one. */
  static Translation bound(Translation table, String prefix, String attribute) {
    return table.untold(prefix + "_iam_binding", prefix + "_iam_member", prefix + "_iam_policy").companion(
        prefix + "_iam_binding",
        "iamPolicy.bindings",
        attribute,
        binding -> binding.is("role", "role").is("members", "members").is("condition", "condition", Transforms.IF_SAID));
  }

  /** An object that is left out where the service says by leaving it out that it is off. */
  static Shape off(Shape shape, String property, String attribute) {
    return shape.is(property, attribute, Transform.TRUTH).absentMeans(property, attribute, Value.Bool.FALSE);
  }
}
