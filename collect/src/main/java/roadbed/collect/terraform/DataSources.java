package roadbed.collect.terraform;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import roadbed.model.Value;

/**
 * What data sources answer as far as it follows from the configuration alone: who calls and where, from the settings
 * of the provider, and what only passes on what it is given. Nothing is asked of anybody.
 */
final class DataSources {
  private DataSources() {}

  /**
   * An attribute that a data source answers.
   *
   * @param asked what the configuration gives to it
   * @param context where its provider works, as {@link ProviderSettings#context()} has it
   * @return empty where only the provider knows
   */
  static Optional<Value> answer(
      String type, String attribute, Value.Fields asked, Supplier<Map<String, String>> context) {
    return switch (type + "." + attribute) {
      case "aws_caller_identity.account_id", "aws_caller_identity.id" -> text(context.get().get("account"));
      case "aws_region.name", "aws_region.id", "aws_region.region" -> text(context.get().get("region"));
      case "aws_partition.partition", "aws_partition.id" -> region(context.get()).map(DataSources::partition);
      case "aws_partition.dns_suffix" -> region(context.get()).map(DataSources::suffix);
      case "google_client_config.project", "google_project.project_id" -> text(context.get().get("project"));
      case "google_client_config.region" -> text(context.get().get("region"));
      case "azurerm_client_config.subscription_id", "azurerm_subscription.subscription_id" ->
          text(context.get().get("subscription"));
      case "null_data_source.outputs" -> asked.get("inputs");
      default -> Optional.empty();
    };
  }

  private static Optional<Value> text(@org.jspecify.annotations.Nullable String text) {
    return Optional.ofNullable(text).map(Value.Text::new);
  }

  private static Optional<String> region(Map<String, String> context) {
    return Optional.ofNullable(context.get("region"));
  }

  private static Value partition(String region) {
    return new Value.Text(
        region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws");
  }

  private static Value suffix(String region) {
    return new Value.Text(region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com");
  }
}
