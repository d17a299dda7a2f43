package roadbed.collect.codehost;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.CollectionSink;
import roadbed.collect.DocumentReader;
import roadbed.collect.JsonTokens;
import roadbed.collect.SecretNames;
import roadbed.collect.SourceFile;
import roadbed.model.Change;
import roadbed.model.CollectedResource;
import roadbed.model.Declaration;
import roadbed.model.Location;
import roadbed.model.Provider;
import roadbed.model.Reference;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads objects of GitHub's and GitLab's REST interfaces: one, an array of them, or several one after the other. */
public final class CodeHostReader implements DocumentReader {

  /** What an object is: our name for the interface's type, and the type that Terraform's providers call it by. */
  private enum Kind {
    GITHUB_REPOSITORY("GitHub::Repository", "github_repository"),
    GITHUB_ORGANIZATION("GitHub::Organization", "github_organization_settings"),
    GITHUB_PROTECTION("GitHub::BranchProtection", "github_branch_protection"),
    GITHUB_RULESET("GitHub::Ruleset", "github_repository_ruleset"),
    GITHUB_MEMBER("GitHub::Member", "github_membership"),
    GITHUB_HOOK("GitHub::Webhook", "github_repository_webhook"),
    GITHUB_KEY("GitHub::DeployKey", "github_repository_deploy_key"),
    GITHUB_ACTIONS("GitHub::ActionsPermissions", "github_actions_organization_permissions"),
    GITLAB_PROJECT("GitLab::Project", "gitlab_project"),
    GITLAB_GROUP("GitLab::Group", "gitlab_group"),
    GITLAB_PROTECTION("GitLab::ProtectedBranch", "gitlab_branch_protection"),
    GITLAB_MEMBER("GitLab::Member", "gitlab_group_membership"),
    GITLAB_HOOK("GitLab::Webhook", "gitlab_project_hook");

    final String type;
    final String terraform;

    Kind(String type, String terraform) {
      this.type = type;
      this.terraform = terraform;
    }

    String address(String name) {
      return terraform + "." + name;
    }
  }

  /** Whether objects with these fields are of a code host. */
  public static boolean looksLikeObject(Map<String, Value> keys) {
    return kind(keys.keySet(), keys.get("type") instanceof Value.Text type ? type.value() : "").isPresent();
  }

  private static Optional<Kind> kind(Set<String> keys, String type) {
    if (keys.containsAll(Set.of("full_name", "owner", "default_branch", "private"))) {
      return Optional.of(Kind.GITHUB_REPOSITORY);
    }
    if (keys.contains("login") && keys.contains("repos_url") && (type.equals("Organization") || keys.contains("members_can_create_repositories"))) {
      return Optional.of(Kind.GITHUB_ORGANIZATION);
    }
    if (keys.contains("enforce_admins") && keys.contains("allow_force_pushes") && keys.contains("url")) {
      return Optional.of(Kind.GITHUB_PROTECTION);
    }
    if (keys.containsAll(Set.of("enforcement", "target", "source_type", "source"))) {
      return Optional.of(Kind.GITHUB_RULESET);
    }
    if (keys.containsAll(Set.of("config", "events", "active", "ping_url"))) {
      return Optional.of(Kind.GITHUB_HOOK);
    }
    if (keys.containsAll(Set.of("key", "read_only", "url", "title"))) {
      return Optional.of(Kind.GITHUB_KEY);
    }
    if (keys.containsAll(Set.of("enabled_repositories", "allowed_actions"))) {
      return Optional.of(Kind.GITHUB_ACTIONS);
    }
    if (keys.containsAll(Set.of("enable_ssl_verification", "push_events", "url", "project_id"))) {
      return Optional.of(Kind.GITLAB_HOOK);
    }
    if (keys.containsAll(Set.of("login", "site_admin", "organizations_url"))) {
      return Optional.of(Kind.GITHUB_MEMBER);
    }
    if (keys.containsAll(Set.of("path_with_namespace", "namespace", "web_url"))) {
      return Optional.of(Kind.GITLAB_PROJECT);
    }
    if (keys.containsAll(Set.of("full_path", "parent_id", "web_url"))) {
      return Optional.of(Kind.GITLAB_GROUP);
    }
    if (keys.containsAll(Set.of("push_access_levels", "merge_access_levels", "name"))) {
      return Optional.of(Kind.GITLAB_PROTECTION);
    }
    if (keys.containsAll(Set.of("access_level", "username", "web_url"))) {
      return Optional.of(Kind.GITLAB_MEMBER);
    }
    return Optional.empty();
  }

  @Override
  public void read(SourceFile file, CollectionSink sink) throws IOException {
    Set<String> addresses = new HashSet<>();
    JsonTokens.read(
        file,
        sink,
        parser -> {
          for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.START_ARRAY) {
              for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                object(parser, file, "/" + i, addresses, sink);
              }
            } else {
              object(parser, file, "", addresses, sink);
            }
          }
        });
  }

  private static void object(
      JsonParser parser, SourceFile file, String pointer, Set<String> addresses, CollectionSink sink) {
    Location location = JsonTokens.here(parser, file.name(), pointer);
    if (!(ValueJson.read(parser) instanceof Value.Fields object)) {
      return;
    }
    Optional<Kind> kind = kind(object.values().keySet(), object.text("type").orElse(""));
    if (kind.isEmpty()) {
      return;
    }
    String name = name(kind.get(), object);
    String address = kind.get().address(name);
    if (name.isBlank() || !addresses.add(address)) {
      return;
    }
    sink.resource(
        new CollectedResource(
            Declaration.CODE_HOST_EXPORT,
            Provider.OTHER,
            kind.get().type,
            address,
            name,
            (Value.Fields) masked("", object),
            references(kind.get(), object),
            Optional.empty(),
            Map.of(),
            Change.NONE,
            location));
  }

  private static String name(Kind kind, Value.Fields object) {
    return switch (kind) {
      case GITHUB_REPOSITORY -> object.text("full_name").orElse("");
      case GITHUB_ORGANIZATION, GITHUB_MEMBER -> object.text("login").orElse("");
      // https://HOST/repos/OWNER/NAME/branches/BRANCH/protection
      case GITHUB_PROTECTION -> after(object.text("url").orElse(""), "/repos/").replaceFirst("/protection$", "");
      // https://HOST/repos/OWNER/NAME/hooks/1, https://HOST/orgs/OWNER/hooks/1, https://HOST/repos/OWNER/NAME/keys/1
      case GITHUB_HOOK, GITHUB_KEY -> after(after(object.text("url").orElse(""), "/repos/"), "/orgs/");
      // The object says nothing of whose permissions it holds; the exports have one for an organisation.
      case GITHUB_ACTIONS -> "organization";
      case GITHUB_RULESET -> object.text("source").orElse("") + "/" + object.text("name").orElse("");
      case GITLAB_PROJECT -> object.text("path_with_namespace").orElse("");
      case GITLAB_GROUP -> object.text("full_path").orElse("");
      case GITLAB_PROTECTION -> object.text("name").orElse("");
      case GITLAB_MEMBER -> object.text("username").orElse("");
      case GITLAB_HOOK -> number(object, "project_id") + "/hooks/" + number(object, "id");
    };
  }

  private static String number(Value.Fields object, String field) {
    return object.get(field).orElse(Value.Null.INSTANCE) instanceof Value.Whole whole ? Long.toString(whole.value()) : "";
  }

  private static String after(String text, String mark) {
    int at = text.indexOf(mark);
    return at < 0 ? text : text.substring(at + mark.length());
  }

  private static List<Reference> references(Kind kind, Value.Fields object) {
    return switch (kind) {
      case GITHUB_REPOSITORY ->
          object.at("owner", "login").filter(Value.Text.class::isInstance).stream()
              .map(owner -> to("owner", Kind.GITHUB_ORGANIZATION, ((Value.Text) owner).value()))
              .toList();
      case GITHUB_PROTECTION -> part("repository_id", name(kind, object), "/branches/");
      case GITHUB_HOOK -> part("repository", name(kind, object), "/hooks/");
      case GITHUB_KEY -> part("repository", name(kind, object), "/keys/");
      case GITHUB_RULESET ->
          object.text("source").stream().map(source -> to("repository", Kind.GITHUB_REPOSITORY, source)).toList();
      case GITLAB_PROJECT ->
          object.at("namespace", "full_path").filter(Value.Text.class::isInstance).stream()
              .map(group -> to("namespace_id", Kind.GITLAB_GROUP, ((Value.Text) group).value()))
              .toList();
      case GITHUB_ORGANIZATION,
          GITHUB_MEMBER,
          GITHUB_ACTIONS,
          GITLAB_GROUP,
          GITLAB_PROTECTION,
          GITLAB_MEMBER,
          GITLAB_HOOK ->
          List.of();
    };
  }

  private static Reference to(String attribute, Kind kind, String name) {
    return new Reference(attribute, kind.address(name), "");
  }

  /** What is part of a repository is named by it, with what it is behind; an organisation's hook has no repository. */
  private static List<Reference> part(String attribute, String name, String what) {
    int end = name.indexOf(what);
    return end < 0 || name.indexOf('/') == end
        ? List.of()
        : List.of(to(attribute, Kind.GITHUB_REPOSITORY, name.substring(0, end)));
  }

  /** Tokens, such as those that register runners, are left out of what is kept. */
  private static Value masked(String name, Value value) {
    return switch (value) {
      case Value.Text text -> !text.value().isEmpty() && (name.equals("secret") || (name.endsWith("token") && SecretNames.speaksOf(name))) ? Value.Secret.INSTANCE : value;
      case Value.Fields fields -> {
        Map<String, Value> masked = new LinkedHashMap<>();
        fields.values().forEach((key, inner) -> masked.put(key, masked(key, inner)));
        yield new Value.Fields(masked);
      }
      case Value.Items items -> new Value.Items(items.values().stream().map(item -> masked(name, item)).toList());
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> value;
    };
  }
}
