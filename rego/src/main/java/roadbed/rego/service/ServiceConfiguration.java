package roadbed.rego.service;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.Builtin;
import roadbed.rego.builtin.BuiltinException;
import roadbed.rego.builtin.Builtins;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.server.Api;
import roadbed.rego.server.ServerSettings;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * OPA's configuration file, as far as it is understood here. What is wrong with it is said when it is read, all at once.
 *
 * @param labels what logs and status say of this server
 * @param active the configuration without secrets
 */
public record ServiceConfiguration(
    Map<String, String> labels,
    Map<String, Remote> services,
    NavigableMap<String, BundleSource> bundles,
    Optional<DecisionLogs> decisionLogs,
    Optional<StatusReports> status,
    Map<String, Key> keys,
    Path persistence,
    ServerSettings server,
    ObjectValue active) {

  /** A service that is asked for bundles or given logs. */
  record Remote(String name, URI url, Map<String, String> headers, Optional<Credentials> credentials, Duration timeout) {
    @Override
    public String toString() {
      return "Remote[" + name + " " + url + "]";
    }
  }

  /** How a service knows this server. */
  sealed interface Credentials {
    /** A token that is sent as it is, or read from a file each time. */
    record Bearer(String scheme, String token, Optional<Path> file) implements Credentials {
      @Override
      public String toString() {
        return "Bearer";
      }
    }

    /** A name and a password. */
    record Basic(String name, String password) implements Credentials {
      @Override
      public String toString() {
        return "Basic";
      }
    }
  }

  /**
   * Where a bundle comes from.
   *
   * @param service empty where the resource is a {@code file:} address
   */
  record BundleSource(
      String name,
      Optional<String> service,
      String resource,
      Polling polling,
      boolean persist,
      Optional<Signing> signing) {}

  /** How often something is fetched or sent; the time in between is random, so that many servers spread out. */
  record Polling(Duration least, Duration most, Duration longPoll) {}

  /** How a bundle's signature is checked. */
  record Signing(String key, String scope, List<String> excluded) {}

  /** A key that signatures are checked with. */
  record Key(String text, String algorithm, String scope) {
    @Override
    public String toString() {
      return "Key[" + algorithm + "]";
    }
  }

  /** Where decisions are logged. */
  record DecisionLogs(
      boolean console,
      Optional<String> service,
      String resource,
      Polling reporting,
      int mostUpload,
      long mostBuffer,
      double mostPerSecond,
      String mask,
      String drop) {}

  /** Where the status is told. */
  record StatusReports(boolean console, Optional<String> service, String resource) {}

  /** A configuration that cannot be used. */
  public static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    private Wrong(List<String> problems) {
      super(String.join("; ", problems));
    }
  }

  /** No file: nothing is fetched, and nothing is logged. */
  public static ServiceConfiguration none(String id) {
    try {
      return of(ObjectValue.EMPTY, id);
    } catch (Wrong e) {
      throw new IllegalStateException("nothing can be wrong with nothing", e);
    }
  }

  /**
   * Reads a configuration.
   *
   * @param environment what stands for {@code ${NAME}} in the text
   * @param id the name of this server among others
   */
  public static ServiceConfiguration read(String text, UnaryOperator<@Nullable String> environment, String id)
      throws Wrong {
    Builtin reader = Builtins.standard().find("yaml.unmarshal").orElseThrow();
    Value value;
    try {
      value =
          reader.call(CallContext.builder().build(), new Value[] {StringValue.of(substituted(text, environment))});
    } catch (BuiltinException e) {
      throw new Wrong(List.of("the configuration is no YAML: " + e.problem()));
    }
    return switch (value) {
      case ObjectValue object -> of(object, id);
      case null -> none(id);
      case NullValue _ -> none(id);
      default -> throw new Wrong(List.of("the configuration is an object, not " + value.typeName()));
    };
  }

  private static String substituted(String text, UnaryOperator<@Nullable String> environment) {
    Matcher matcher = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}").matcher(text);
    return matcher.replaceAll(
        found -> {
          String value = environment.apply(found.group(1));
          return Matcher.quoteReplacement(value == null ? "" : value);
        });
  }

  private static ServiceConfiguration of(ObjectValue all, String id) throws Wrong {
    List<String> problems = new ArrayList<>();
    Section root = new Section("", all, problems);
    Map<String, String> labels = new LinkedHashMap<>();
    root.section("labels").each((name, value) -> labels.put(name, Section.text(value)));
    labels.putIfAbsent("id", id);
    labels.put("version", Api.OPA_VERSION);
    Map<String, Remote> services = services(root);
    Map<String, Key> keys = new LinkedHashMap<>();
    root.sections("keys")
        .forEach(
            (name, key) ->
                keys.put(
                    name,
                    new Key(key.text("key", ""), key.text("algorithm", "RS256"), key.text("scope", ""))));
    NavigableMap<String, BundleSource> bundles = new TreeMap<>();
    root.sections("bundles").forEach((name, section) -> bundles.put(name, bundle(name, section, services, keys)));
    ServiceConfiguration made =
        new ServiceConfiguration(
            Map.copyOf(labels),
            services,
            bundles,
            decisionLogs(root, services),
            status(root, services),
            keys,
            Path.of(root.text("persistence_directory", ".opa")),
            server(root, active(all, labels)),
            active(all, labels));
    if (!problems.isEmpty()) {
      throw new Wrong(problems);
    }
    return made;
  }

  private static Map<String, Remote> services(Section root) {
    Map<String, Remote> services = new LinkedHashMap<>();
    Map<String, Section> written = new LinkedHashMap<>(root.sections("services"));
    if (root.value("services") instanceof ArrayValue array) {
      for (Value item : array) {
        Section section = root.of("services", item);
        written.put(section.text("name", ""), section);
      }
    }
    written.forEach(
        (name, section) -> {
          URI url = section.url("url");
          if (url == null) {
            return;
          }
          Map<String, String> headers = new LinkedHashMap<>();
          section.section("headers").each((header, value) -> headers.put(header, Section.text(value)));
          Section given = section.section("credentials");
          Optional<Credentials> credentials = Optional.empty();
          if (given.has("bearer")) {
            Section bearer = given.section("bearer");
            credentials =
                Optional.of(
                    new Credentials.Bearer(
                        bearer.text("scheme", "Bearer"),
                        bearer.text("token", ""),
                        bearer.has("token_path") ? Optional.of(Path.of(bearer.text("token_path", ""))) : Optional.empty()));
          } else if (given.has("basic")) {
            Section basic = given.section("basic");
            credentials = Optional.of(new Credentials.Basic(basic.text("username", ""), basic.text("password", "")));
          } else if (!given.isEmpty()) {
            given.problem("only bearer and basic credentials are understood");
          }
          services.put(
              name,
              new Remote(
                  name,
                  url,
                  headers,
                  credentials,
                  Duration.ofSeconds(section.whole("response_header_timeout_seconds", 10))));
        });
    return services;
  }

  private static Optional<String> service(Section section, Map<String, Remote> services, boolean orTheOnlyOne) {
    String name = section.text("service", "");
    if (name.isEmpty()) {
      return orTheOnlyOne && services.size() == 1 ? Optional.of(services.keySet().iterator().next()) : Optional.empty();
    }
    if (!services.containsKey(name)) {
      section.problem("there is no service " + name);
    }
    return Optional.of(name);
  }

  private static BundleSource bundle(
      String name, Section section, Map<String, Remote> services, Map<String, Key> keys) {
    String resource = section.text("resource", "bundles/" + name);
    boolean file = resource.startsWith("file:");
    Optional<String> service = file ? Optional.empty() : service(section, services, true);
    if (!file && service.isEmpty()) {
      section.problem("names no service");
    }
    Optional<Signing> signing = Optional.empty();
    if (section.has("signing")) {
      Section given = section.section("signing");
      String key = given.text("keyid", "");
      if (!keys.containsKey(key)) {
        given.problem("there is no key " + key);
      }
      signing = Optional.of(new Signing(key, given.text("scope", ""), given.texts("exclude_files")));
    }
    return new BundleSource(
        name, service, resource, polling(section.section("polling"), 60, 120), section.on("persist"), signing);
  }

  private static Polling polling(Section section, int least, int most) {
    long from = section.whole("min_delay_seconds", Math.min(least, section.whole("max_delay_seconds", least)));
    long to = section.whole("max_delay_seconds", Math.max(most, from));
    if (from > to) {
      section.problem("min_delay_seconds is above max_delay_seconds");
    }
    return new Polling(
        Duration.ofSeconds(from), Duration.ofSeconds(to), Duration.ofSeconds(section.whole("long_polling_timeout_seconds", 0)));
  }

  private static Optional<DecisionLogs> decisionLogs(Section root, Map<String, Remote> services) {
    if (!root.has("decision_logs")) {
      return Optional.empty();
    }
    Section section = root.section("decision_logs");
    Section reporting = section.section("reporting");
    String partition = section.text("partition_name", "");
    boolean console = section.on("console");
    return Optional.of(
        new DecisionLogs(
            console,
            service(section, services, !console),
            section.text("resource", "/logs" + (partition.isEmpty() ? "" : "/" + partition)),
            polling(reporting, 300, 600),
            (int) reporting.whole("upload_size_limit_bytes", 32_768),
            reporting.whole("buffer_size_limit_bytes", 64L << 20),
            reporting.has("max_decisions_per_second") ? reporting.whole("max_decisions_per_second", 0) : Double.MAX_VALUE,
            section.text("mask_decision", "system/log/mask"),
            section.text("drop_decision", "system/log/drop")));
  }

  private static Optional<StatusReports> status(Section root, Map<String, Remote> services) {
    if (!root.has("status")) {
      return Optional.empty();
    }
    Section section = root.section("status");
    String partition = section.text("partition_name", "");
    boolean console = section.on("console");
    return Optional.of(
        new StatusReports(
            console, service(section, services, !console), "/status" + (partition.isEmpty() ? "" : "/" + partition)));
  }

  private static ServerSettings server(Section root, ObjectValue active) {
    ServerSettings usual = ServerSettings.STANDARD;
    Section server = root.section("server");
    Section decoding = server.section("decoding");
    return new ServerSettings(
        false,
        false,
        root.text("default_decision", usual.defaultDecision()),
        root.text("default_authorization_decision", usual.authorization()),
        decoding.whole("max_length", usual.mostBody()),
        decoding.section("gzip").whole("max_length", usual.mostPlainBody()),
        (int) server.section("encoding").section("gzip").whole("min_length", usual.compressFrom()),
        active,
        ObjectValue.of("config", active));
  }

  /** What may be shown: no credentials, no headers of services, no keys. */
  private static ObjectValue active(ObjectValue all, Map<String, String> labels) {
    ObjectValue.Builder out = ObjectValue.builder(all.size() + 3);
    out.put("default_decision", StringValue.of("/" + ServerSettings.STANDARD.defaultDecision()));
    out.put("default_authorization_decision", StringValue.of("/" + ServerSettings.STANDARD.authorization()));
    for (int i = 0; i < all.size(); i++) {
      String name = Section.text(all.keyAt(i));
      Value value = all.valueAt(i);
      out.put(
          name,
          switch (name) {
            case "services" -> each(value, List.of("credentials", "headers"));
            case "keys" -> each(value, List.of("key", "private_key"));
            default -> value;
          });
    }
    ObjectValue.Builder shown = ObjectValue.builder(labels.size());
    labels.forEach((name, value) -> shown.put(name, StringValue.of(value)));
    return out.put("labels", shown.build()).build();
  }

  /** A collection of objects without some of their members; a service's address loses the password in it. */
  private static Value each(Value objects, List<String> secret) {
    return switch (objects) {
      case ArrayValue array -> ArrayValue.of(array.stream().map(item -> without(item, secret)).toList());
      case ObjectValue object -> {
        ObjectValue.Builder out = ObjectValue.builder(object.size());
        for (int i = 0; i < object.size(); i++) {
          out.put(object.keyAt(i), without(object.valueAt(i), secret));
        }
        yield out.build();
      }
      default -> NullValue.NULL;
    };
  }

  private static Value without(Value value, List<String> secret) {
    if (!(value instanceof ObjectValue object)) {
      return NullValue.NULL;
    }
    ObjectValue.Builder out = ObjectValue.builder(object.size());
    for (int i = 0; i < object.size(); i++) {
      String name = Section.text(object.keyAt(i));
      if (name.equals("url")) {
        out.put(name, StringValue.of(Section.text(object.valueAt(i)).replaceFirst("//[^/@]*@", "//")));
      } else if (!secret.contains(name)) {
        out.put(name, object.valueAt(i));
      }
    }
    return out.build();
  }

  /** A part of the configuration with its name, for what is wrong in it. */
  private record Section(String name, ObjectValue values, List<String> problems) {
    static String text(Value value) {
      return value instanceof StringValue string ? string.value() : value.toString();
    }

    void problem(String what) {
      problems.add((name.isEmpty() ? "" : name + ": ") + what);
    }

    boolean has(String key) {
      return values.get(key) != null;
    }

    boolean isEmpty() {
      return values.isEmpty();
    }

    @Nullable Value value(String key) {
      return values.get(key);
    }

    Section of(String key, @Nullable Value value) {
      String inner = name.isEmpty() ? key : name + "." + key;
      if (value == null || value instanceof NullValue) {
        return new Section(inner, ObjectValue.EMPTY, problems);
      }
      if (value instanceof ObjectValue object) {
        return new Section(inner, object, problems);
      }
      problems.add(inner + " is an object, not " + value.typeName());
      return new Section(inner, ObjectValue.EMPTY, problems);
    }

    Section section(String key) {
      return of(key, values.get(key));
    }

    Map<String, Section> sections(String key) {
      Map<String, Section> out = new LinkedHashMap<>();
      if (values.get(key) instanceof ObjectValue object) {
        for (int i = 0; i < object.size(); i++) {
          String inner = text(object.keyAt(i));
          out.put(inner, section(key).of(inner, object.valueAt(i)));
        }
      }
      return out;
    }

    void each(java.util.function.BiConsumer<String, Value> use) {
      for (int i = 0; i < values.size(); i++) {
        use.accept(text(values.keyAt(i)), values.valueAt(i));
      }
    }

    String text(String key, String usual) {
      Value value = values.get(key);
      return value == null ? usual : text(value);
    }

    List<String> texts(String key) {
      return values.get(key) instanceof ArrayValue array ? array.stream().map(Section::text).toList() : List.of();
    }

    boolean on(String key) {
      return BooleanValue.TRUE.equals(values.get(key));
    }

    long whole(String key, long usual) {
      Value value = values.get(key);
      if (value == null) {
        return usual;
      }
      if (value instanceof NumberValue number && number.isLong() && number.longValue() >= 0) {
        return number.longValue();
      }
      problem(key + " is a whole number from 0, not " + value);
      return usual;
    }

    @Nullable URI url(String key) {
      try {
        URI url = new URI(text(key, ""));
        if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
          return url;
        }
      } catch (java.net.URISyntaxException _) {
        // Said below: it is no address.
        problem(key + " is no address");
        return null;
      }
      problem(key + " is an address that begins with http:// or https://");
      return null;
    }
  }
}
