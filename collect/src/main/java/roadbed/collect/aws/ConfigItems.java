package roadbed.collect.aws;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.CollectionSink;
import roadbed.collect.JsonProblem;
import roadbed.collect.SourceFile;
import roadbed.collect.WholeText;
import roadbed.model.AttributePlaces;
import roadbed.model.Change;
import roadbed.model.CollectedResource;
import roadbed.model.Declaration;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Provider;
import roadbed.model.Reference;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * The facade: configuration items of AWS Config from snapshots, delivered history, answers of its interface and rows of its
 * advanced queries. Of several looks at one resource, in whatever files, the latest counts; one that says that the
 * resource was deleted takes it away only from what was seen before.
 */
public final class ConfigItems {
  private static final Set<String> LISTS = Set.of("configurationItems", "baseConfigurationItems", "Results", "results");

  private record Seen(Instant at, Optional<CollectedResource> resource) {}

  private final CollectionSink sink;
  private final Map<String, Seen> latest = new LinkedHashMap<>();

  /** Nothing read yet. */
  public ConfigItems(CollectionSink sink) {
    this.sink = sink;
  }

  /** Whether a JSON document with these keys at its top, or a list whose first item has them, holds such items. */
  public static boolean looksLikeItems(boolean list, Map<String, Value> keys) {
    if (keys.get("resourceType") instanceof Value.Text type && type.value().contains("::")) {
      return keys.containsKey("configuration") || keys.containsKey("configurationItemStatus") || keys.containsKey("awsRegion");
    }
    if (list) {
      return false;
    }
    return keys.get("configurationItems") instanceof Value.Items
        || keys.get("baseConfigurationItems") instanceof Value.Items
        || (keys.get("Results") instanceof Value.Items && keys.containsKey("QueryInfo"))
        || keys.get("configurationItem") instanceof Value.Fields
        || (keys.get("invokingEvent") instanceof Value.Text event && event.value().contains("configurationItem"))
        || (keys.get("detail") instanceof Value.Fields && keys.get("source") instanceof Value.Text source && source.value().equals("aws.config"))
        || (keys.get("data") instanceof Value.Fields && keys.containsKey("status_code"));
  }

  /**
   * Reads the items of a file.
   *
   * @return whether it had any
   * @throws IOException where the bytes cannot be read; never for what they say
   */
  public boolean read(SourceFile file) throws IOException {
    try (JsonParser parser = ValueJson.factory().createParser(ObjectReadContext.empty(), file.open())) {
      try {
        boolean found = false;
        // Documents may stand behind one another, one a line.
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
          found |=
              switch (token) {
                case START_ARRAY -> items(parser, file.name(), "");
                case START_OBJECT -> object(parser, file.name(), "", 0);
                case END_ARRAY,
                    END_OBJECT,
                    PROPERTY_NAME,
                    NOT_AVAILABLE,
                    VALUE_EMBEDDED_OBJECT,
                    VALUE_FALSE,
                    VALUE_NULL,
                    VALUE_NUMBER_FLOAT,
                    VALUE_NUMBER_INT,
                    VALUE_STRING,
                    VALUE_TRUE ->
                    false;
              };
        }
        return found;
      } catch (JacksonException e) {
        sink.diagnostic(JsonProblem.of(e, parser, file.name()));
        return true;
      }
    }
  }

  /** Whether these are the columns of a table that an advanced query was exported to. */
  public static boolean looksLikeHeader(List<String> columns) {
    return ConfigTable.looksLikeHeader(columns);
  }

  /**
   * Reads the rows of a table.
   *
   * @param limit size of a file that is read
   * @throws IOException where the bytes cannot be read
   */
  public void table(SourceFile file, long limit) throws IOException {
    WholeText.read(file, limit, sink).ifPresent(text -> ConfigTable.read(text, file.name(), sink, this::item));
  }

  /** An object: the lists that it holds, or the item that it is. */
  private boolean object(JsonParser parser, String file, String pointer, int depth) {
    boolean found = false;
    int line = Math.max(1, parser.currentTokenLocation().getLineNr());
    int column = Math.max(1, parser.currentTokenLocation().getColumnNr());
    Map<String, Value> own = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken token = parser.nextToken();
      if (LISTS.contains(name) && token == JsonToken.START_ARRAY) {
        found |= items(parser, file, pointer + "/" + name);
      } else if (name.equals("data") && token == JsonToken.START_OBJECT && depth == 0) {
        found |= object(parser, file, pointer + "/data", depth + 1);
      } else {
        own.put(name, ValueJson.read(parser));
      }
    }
    if (!found && own.containsKey("resourceType")) {
      item(new Value.Fields(own), Location.of(file, line, column));
      return true;
    }
    return found || event(new Value.Fields(own), Location.of(file, line, column));
  }

  /** A notification of a change: the item stands in it, perhaps as a text. */
  private boolean event(Value.Fields own, Location location) {
    for (String name : List.of("configurationItem", "detail", "invokingEvent")) {
      if (unwrapped(own.get(name).orElse(Value.Null.INSTANCE)) instanceof Value.Fields inner) {
        if (name.equals("configurationItem")) {
          item(inner, location);
          return true;
        }
        if (unwrapped(inner.get("configurationItem").orElse(Value.Null.INSTANCE)) instanceof Value.Fields item) {
          item(item, location);
          return true;
        }
      }
    }
    return false;
  }

  private boolean items(JsonParser parser, String file, String pointer) {
    int index = 0;
    for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY && token != null; token = parser.nextToken()) {
      int line = Math.max(1, parser.currentTokenLocation().getLineNr());
      int column = Math.max(1, parser.currentTokenLocation().getColumnNr());
      Value value = unwrapped(ValueJson.read(parser));
      if (value instanceof Value.Fields item) {
        item(item, new Location(file, line, column, Optional.of(pointer + "/" + index)));
      }
      index++;
    }
    return true;
  }

  /** What stands as JSON inside a text. */
  static Value unwrapped(Value value) {
    if (!(value instanceof Value.Text text)) {
      return value;
    }
    String stripped = text.value().strip();
    if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
      return value;
    }
    try {
      return ValueJson.parse(stripped);
    } catch (JacksonException _) {
      return value;
    }
  }

  private void item(Value.Fields item, Location location) {
    Map<String, Value> configuration = new LinkedHashMap<>();
    if (unwrapped(item.get("configuration").orElse(Value.Null.INSTANCE)) instanceof Value.Fields fields) {
      configuration.putAll(fields.values());
    }
    Map<String, Value> more = new LinkedHashMap<>();
    if (unwrapped(item.get("supplementaryConfiguration").orElse(Value.Null.INSTANCE)) instanceof Value.Fields fields) {
      fields.values().forEach((name, value) -> more.put(name, unwrapped(value)));
    }
    String arn = text(item, "arn", "ARN").or(() -> arnIn(configuration)).orElse("");
    Optional<String> resourceId = text(item, "resourceId");
    Optional<String> type =
        text(item, "resourceType").or(() -> ResourceTypes.of(resourceId.filter(id -> arn.isEmpty() && id.startsWith("arn:")).orElse(arn), configuration));
    if (type.isEmpty()) {
      sink.diagnostic(
          Diagnostic.warning(
              "aws-config.type",
              location,
              "the row does not say of what type its resource is",
              "select resourceType, resourceId, accountId, awsRegion and arn as well"));
      return;
    }
    Optional<Instant> at = CaptureTime.of(item);
    String[] parts = (arn.isEmpty() ? resourceId.orElse("") : arn).split(":", 6);
    String account = text(item, "accountId", "awsAccountId").or(() -> part(parts, 4)).or(() -> owner(configuration)).orElse("");
    String region = text(item, "awsRegion").or(() -> part(parts, 3)).orElse("");
    String id = resourceId.or(() -> ResourceTypes.id(configuration)).orElse(arn);
    if (id.isEmpty()) {
      sink.diagnostic(
          Diagnostic.warning(
              "aws-config.id", location, "the row does not say which resource it is about", "select resourceId as well"));
      return;
    }
    String key = account + "/" + region + "/" + type.get() + "/" + id;
    Instant seen = at.orElse(Instant.EPOCH);
    Seen before = latest.get(key);
    if (before != null && before.at().isAfter(seen)) {
      return;
    }
    String status = text(item, "configurationItemStatus").orElse("OK");
    if (status.startsWith("ResourceDeleted") || status.equals("ResourceNotRecorded")) {
      latest.put(key, new Seen(seen, Optional.empty()));
      return;
    }
    String canonicalType = ConfigNames.type(type.get());
    Map<String, Value> properties = new LinkedHashMap<>(ConfigNames.canonical(type.get(), configuration, more).values());
    ConfigNames.notRecorded(type.get(), properties);
    if (!item.values().containsKey("supplementaryConfiguration")) {
      ConfigNames.notTold(type.get(), properties);
    }
    if (!arn.isEmpty()) {
      properties.putIfAbsent("Arn", Value.of(arn));
    } else if (id.startsWith("arn:")) {
      properties.putIfAbsent("Arn", Value.of(id));
    }
    properties.putIfAbsent("Id", Value.of(id));
    tags(item, more).ifPresent(tags -> properties.put("Tags", tags));
    Map<String, String> context = new HashMap<>();
    if (!account.isEmpty()) {
      context.put("account", account);
    }
    if (!region.isEmpty() && !region.equals("global")) {
      context.put("region", region);
    }
    latest.put(
        key,
        new Seen(
            seen,
            Optional.of(
                new CollectedResource(
                    Declaration.AWS_CONFIG,
                    Provider.AWS,
                    canonicalType,
                    key,
                    text(item, "resourceName").orElse(id.substring(id.lastIndexOf('/') + 1)),
                    AwsSecrets.conceal(canonicalType, new Value.Fields(properties)),
                    references(item, account, region),
                    Optional.empty(),
                    context,
                    Change.NONE,
                    location,
                    AttributePlaces.NONE,
                    at))));
  }

  private static Optional<String> text(Value.Fields item, String... names) {
    for (String name : names) {
      Optional<String> found = item.text(name).filter(text -> !text.isBlank());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> part(String[] arn, int index) {
    return arn.length > index && arn[0].equals("arn") && !arn[index].isEmpty() ? Optional.of(arn[index]) : Optional.empty();
  }

  private static Optional<String> owner(Map<String, Value> configuration) {
    for (String name : List.of("ownerId", "OwnerId", "awsaccountId", "Owner")) {
      if (configuration.get(name) instanceof Value.Text text && text.value().matches("[0-9]{12}")) {
        return Optional.of(text.value());
      }
    }
    return Optional.empty();
  }

  /** The resource's own ARN where only its configuration says it. */
  private static Optional<String> arnIn(Map<String, Value> configuration) {
    for (Map.Entry<String, Value> entry : configuration.entrySet()) {
      String name = entry.getKey().toLowerCase(java.util.Locale.ROOT);
      boolean own =
          Set.of("arn", "topicarn", "queuearn", "functionarn", "loadbalancerarn", "dbinstancearn", "dbclusterarn", "trailarn", "tablearn", "clusterarn", "taskdefinitionarn", "certificatearn", "secretarn", "filesystemarn").contains(name);
      if (own && entry.getValue() instanceof Value.Text text && text.value().startsWith("arn:")) {
        return Optional.of(text.value());
      }
    }
    return Optional.empty();
  }

  /** Tags as CloudFormation writes them. */
  private static Optional<Value> tags(Value.Fields item, Map<String, Value> more) {
    Value own = item.get("tags").orElse(more.getOrDefault("Tags", Value.Null.INSTANCE));
    List<Value> tags = new ArrayList<>();
    switch (own) {
      case Value.Fields fields -> fields.values().forEach((key, value) -> tags.add(tag(Value.of(key), value)));
      case Value.Items items -> {
        for (Value one : items.values()) {
          if (one instanceof Value.Fields tag) {
            Optional<Value> key = tag.get("key").or(() -> tag.get("Key")).or(() -> tag.get("tagKey"));
            Optional<Value> value = tag.get("value").or(() -> tag.get("Value")).or(() -> tag.get("tagValue"));
            key.ifPresent(name -> tags.add(tag(name, value.orElse(Value.of("")))));
          }
        }
      }
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> {
        return Optional.empty();
      }
    }
    return tags.isEmpty() ? Optional.empty() : Optional.of(new Value.Items(tags));
  }

  private static Value tag(Value key, Value value) {
    return Value.Fields.of("Key", key, "Value", value);
  }

  /** What it is related to; a resource without a region, such as a role, is looked for there as well. */
  private static List<Reference> references(Value.Fields item, String account, String region) {
    List<Reference> references = new ArrayList<>();
    if (!(unwrapped(item.get("relationships").orElse(Value.Null.INSTANCE)) instanceof Value.Items relations)) {
      return references;
    }
    for (int i = 0; i < relations.values().size(); i++) {
      if (relations.values().get(i) instanceof Value.Fields relation) {
        Optional<String> type = text(relation, "resourceType");
        Optional<String> id = text(relation, "resourceId", "resourceName");
        if (type.isPresent() && id.isPresent()) {
          String place = type.get().startsWith("AWS::IAM::") ? "global" : region;
          references.add(new Reference("relationships." + i, account + "/" + place + "/" + type.get() + "/" + id.get(), ""));
        }
      }
    }
    return references;
  }

  /** Gives what was read to the sink, each resource as it was last seen. */
  public void finish() {
    for (Seen seen : latest.values()) {
      seen.resource().ifPresent(sink::resource);
    }
    latest.clear();
  }
}
