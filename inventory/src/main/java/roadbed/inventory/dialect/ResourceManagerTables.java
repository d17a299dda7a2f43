package roadbed.inventory.dialect;

import java.util.function.UnaryOperator;
import roadbed.model.Value;

/**
 * Azure Resource Manager's property names, as templates write them and Resource Graph, the command line and the REST
 * interface answer them. The command line leaves the step {@code properties} out, so that it is optional everywhere.
 */
final class ResourceManagerTables {
  /** What stands in for a default of Azure's that is not the same for all. */
  static final Value DEPENDS =
      new Value.Unknown("not said, and Azure's default depends on when and how the resource was made");

  private ResourceManagerTables() {}

  static Dialect dialect() {
    Dialect dialect =
        new Dialect(
            "Azure Resource Manager",
            type -> type.startsWith("microsoft.") && type.indexOf('/') > 0,
            shape ->
                shape
                    .is("id", "id")
                    .is("name", "name", Transform.LAST_PART)
                    .is("location", "location")
                    .is("tags", "tags", Transform.TAGS)
                    .is("identity.type", "identity.type"));
    ResourceManagerStorage.add(dialect);
    ResourceManagerCompute.add(dialect);
    ResourceManagerNetwork.add(dialect);
    ResourceManagerDatabases.add(dialect);
    ResourceManagerSecurity.add(dialect);
    ResourceManagerApplications.add(dialect);
    return dialect;
  }

  /** A table whose lines are about the properties. */
  static Translation table(String type, String terraformType, UnaryOperator<Shape> properties) {
    return Translation.of(type, terraformType, shape -> shape.within("properties?", properties));
  }

  /** The same, with lines about what stands beside the properties. */
  static Translation table(
      String type, String terraformType, UnaryOperator<Shape> properties, UnaryOperator<Shape> beside) {
    return Translation.of(
        type, terraformType, shape -> beside.apply(shape).within("properties?", properties));
  }

  /** {@code publicNetworkAccess} and its like. */
  static Shape publicAccess(Shape shape) {
    return shape.is("publicNetworkAccess", "public_network_access_enabled", Transform.falseFor("Disabled", "SecuredByPerimeter"));
  }
}
