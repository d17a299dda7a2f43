package roadbed.inventory.facet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import roadbed.model.Value;

/**
 * The statements of an access policy document, from its JSON text or from a Terraform policy document data
 * source, in the shape that {@code docs/reference/facets.md} calls <i>statement</i>.
 */
public final class Statements {
  /**
   * Condition keys, lower case, that narrow who may use an Allow to anybody. A user's name is none: anybody may give
   * that name to a user of an account of their own.
   */
  private static final Set<String> NARROWING =
      Set.of(
          "aws:sourcearn",
          "aws:sourceaccount",
          "aws:sourceowner",
          "aws:sourceorgid",
          "aws:sourceorgpaths",
          "aws:sourcevpc",
          "aws:sourcevpce",
          "aws:vpcsourceip",
          "aws:sourceip",
          "aws:principalarn",
          "aws:principalaccount",
          "aws:principalorgid",
          "aws:principalorgpaths",
          "aws:userid",
          "kms:calleraccount",
          "kms:viaservice",
          "s3:dataaccesspointaccount",
          "s3:dataaccesspointarn",
          "lambda:functionurlauthtype",
          "elasticfilesystem:accessedviamounttarget",
          "saml:aud",
          "token.actions.githubusercontent.com:sub",
          "token.actions.githubusercontent.com:aud");

  private final List<Facets> statements;

  private Statements(List<Facets> statements) {
    this.statements = List.copyOf(statements);
  }

  /** No statements. */
  public static final Statements NONE = new Statements(List.of());

  /**
   * The statements of the policy that an attribute holds: from its text, or, where the text is not known yet,
   * from the policy document that the attribute refers to.
   *
   * @throws NotKnown where neither tells
   */
  public static Statements of(Subject it, String attribute, String declaredBy) {
    Optional<Subject> source = it.target(attribute, "aws_iam_policy_document");
    try {
      Optional<Document> json = it.doc().json(attribute);
      if (json.isEmpty()) {
        return source.map(from -> ofDocumentSource(from.doc(), declaredBy)).orElse(NONE);
      }
      return ofJson(json.get(), declaredBy);
    } catch (NotKnown unknown) {
      if (source.isPresent()) {
        return ofDocumentSource(source.get().doc(), declaredBy);
      }
      throw unknown;
    }
  }

  /** The statements of a policy in AWS's JSON. */
  public static Statements ofJson(Document policy, String declaredBy) {
    List<Facets> statements = new ArrayList<>();
    for (Document statement : policy.blocks("Statement")) {
      statements.add(
          statement(
              statement.text("Sid"),
              statement.text("Effect").orElse("Allow"),
              principals(statement, "Principal"),
              principals(statement, "NotPrincipal"),
              texts(statement, "Action"),
              texts(statement, "NotAction"),
              texts(statement, "Resource"),
              texts(statement, "NotResource"),
              conditions(statement),
              declaredBy));
    }
    return new Statements(statements);
  }

  /** The statements of an {@code aws_iam_policy_document} data source. */
  public static Statements ofDocumentSource(Document source, String declaredBy) {
    List<Facets> statements = new ArrayList<>();
    for (Document statement : source.blocks("statement")) {
      statements.add(
          statement(
              statement.text("sid"),
              statement.text("effect").orElse("Allow"),
              identifiers(statement, "principals"),
              identifiers(statement, "not_principals"),
              texts(statement, "actions"),
              texts(statement, "not_actions"),
              texts(statement, "resources"),
              texts(statement, "not_resources"),
              conditionBlocks(statement),
              declaredBy));
    }
    if (statements.isEmpty() && source.mentions("json")) {
      return source.json("json").map(json -> ofJson(json, declaredBy)).orElse(NONE);
    }
    return new Statements(statements);
  }

  /** One statement that allows actions, for permissions that are not written as policy documents. */
  public static Statements allowing(
      List<Value> principals, List<String> actions, String resource, boolean narrowed, String declaredBy) {
    return new Statements(
        List.of(
            statement(
                Optional.empty(),
                "Allow",
                principals,
                List.of(),
                Value.ofTexts(actions),
                Value.Items.EMPTY,
                Value.ofTexts(List.of(resource)),
                Value.Items.EMPTY,
                narrowed
                    ? List.of(
                        new Facets()
                            .set("operator", "StringEquals")
                            .set("key", "aws:SourceArn")
                            .set("values", List.of())
                            .item())
                    : List.of(),
                declaredBy)));
  }

  /** These and the others, in that order. */
  public Statements and(Statements others) {
    List<Facets> all = new ArrayList<>(statements);
    all.addAll(others.statements);
    return new Statements(all);
  }

  /** As facet values. */
  public List<Facets> all() {
    return statements;
  }

  /** Whether anybody at all is allowed something. */
  public boolean isPublic() {
    return Known.any(statements, statement -> statement.is("public"));
  }

  /** Whether everything is allowed on everything. */
  public boolean isAdmin() {
    return Known.any(statements, statement -> statement.is("admin"));
  }

  /** Whether an Allow has the action {@code *}. */
  public boolean hasWildcardAction() {
    return Known.any(
        statements, statement -> allows(statement) && contains(statement, "actions", "*"));
  }

  /** Whether an Allow names anybody as principal, whatever its conditions. */
  public boolean hasAnyPrincipal() {
    return Known.any(statements, statement -> allows(statement) && statement.is("any_principal"));
  }

  /** Whether plain HTTP is denied to everybody. */
  public boolean denyPlainHttp() {
    return Known.any(
        statements,
        statement ->
            text(statement, "effect").equalsIgnoreCase("Deny")
                && items(statement, "conditions").stream()
                    .map(Document::new)
                    .anyMatch(
                        condition ->
                            condition.isAny("key", "aws:SecureTransport")
                                && condition.text("operator").orElse("").startsWith("Bool")
                                && condition.anyText("values", "false"::equalsIgnoreCase)));
  }

  private static Facets statement(
      Optional<String> sid,
      String effect,
      List<Value> principals,
      List<Value> notPrincipals,
      Value actions,
      Value notActions,
      Value resources,
      Value notResources,
      List<Value> conditions,
      String declaredBy) {
    Facets statement = new Facets();
    statement
        .set("sid", sid.orElse(""))
        .set("effect", effect)
        .set("principals", principals)
        .set("not_principals", notPrincipals)
        .set("actions", actions)
        .set("not_actions", notActions)
        .set("resources", resources)
        .set("not_resources", notResources)
        .set("conditions", conditions);
    boolean allow = effect.equalsIgnoreCase("Allow");
    statement.put("any_principal", () -> anyone(principals) || !notPrincipals.isEmpty());
    statement.put(
        "public", () -> allow && !narrowed(conditions) && statement.is("any_principal"));
    statement.put(
        "admin",
        () ->
            allow
                && (contains(statement, "actions", "*") || contains(statement, "actions", "*:*"))
                && contains(statement, "resources", "*"));
    return statement.set("declared_by", declaredBy);
  }

  private static boolean anyone(List<Value> principals) {
    return Known.any(
        principals,
        principal -> {
          Document who = new Document(principal);
          return who.isAny("type", "*", "AWS") && who.isAny("id", "*");
        });
  }

  private static boolean narrowed(List<Value> conditions) {
    return Known.any(
        conditions,
        condition ->
            new Document(condition)
                .text("key")
                .map(key -> NARROWING.contains(key.toLowerCase(Locale.ROOT)))
                .orElse(false));
  }

  private static boolean allows(Facets statement) {
    return text(statement, "effect").equalsIgnoreCase("Allow");
  }

  private static String text(Facets statement, String path) {
    return statement.get(path).orElse(Value.Null.INSTANCE) instanceof Value.Text text ? text.value() : "";
  }

  private static boolean contains(Facets statement, String path, String wanted) {
    Value list = statement.get(path).orElse(Value.Items.EMPTY);
    return new Document(new Facets().set("list", list).item()).anyText("list", wanted::equals);
  }

  private static List<Value> items(Facets statement, String path) {
    return statement.get(path).orElse(Value.Items.EMPTY) instanceof Value.Items items
        ? items.values()
        : List.of();
  }

  /** The texts of a list with those not known kept as such. */
  private static Value texts(Document document, String path) {
    try {
      return switch (document.value(path).orElse(Value.Items.EMPTY)) {
        case Value.Items items -> items;
        case Value other -> new Value.Items(List.of(other));
      };
    } catch (NotKnown unknown) {
      return new Value.Unknown(unknown.reason());
    }
  }

  private static Value principal(String type, Value id) {
    return new Facets().set("type", type).set("id", id).item();
  }

  private static List<Value> principals(Document statement, String path) {
    Optional<Value> given = statement.raw(path);
    List<Value> principals = new ArrayList<>();
    switch (given.orElse(Value.Null.INSTANCE)) {
      case Value.Text text -> principals.add(principal("*", text));
      case Value.Fields fields ->
          fields
              .values()
              .forEach(
                  (type, who) -> {
                    if (who instanceof Value.Items items) {
                      items.values().forEach(id -> principals.add(principal(type, id)));
                    } else {
                      principals.add(principal(type, who));
                    }
                  });
      case Value.Items items -> items.values().forEach(id -> principals.add(principal("*", id)));
      case Value.Unknown unknown -> principals.add(principal("AWS", unknown));
      case Value.Null _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Secret _ -> {}
    }
    return principals;
  }

  private static List<Value> identifiers(Document statement, String path) {
    List<Value> principals = new ArrayList<>();
    for (Document block : statement.blocks(path)) {
      String type = block.text("type").orElse("AWS");
      Value identifiers = texts(block, "identifiers");
      if (identifiers instanceof Value.Items items) {
        items.values().forEach(id -> principals.add(principal(type, id)));
      } else {
        principals.add(principal(type, identifiers));
      }
    }
    return principals;
  }

  private static Value condition(String operator, String key, Value values) {
    return new Facets().set("operator", operator).set("key", key).set("values", values).item();
  }

  private static List<Value> conditions(Document statement) {
    List<Value> conditions = new ArrayList<>();
    for (String operator : statement.names("Condition")) {
      Document tests = new Document(statement.block("Condition").raw(operator).orElse(Value.Fields.EMPTY));
      if (tests.root() instanceof Value.Fields fields) {
        for (String key : fields.values().keySet()) {
          conditions.add(condition(operator, key, valuesOf(fields.values().get(key))));
        }
      }
    }
    return conditions;
  }

  private static Value valuesOf(@org.jspecify.annotations.Nullable Value value) {
    return switch (value) {
      case null -> Value.Items.EMPTY;
      case Value.Items items -> items;
      case Value.Unknown unknown -> unknown;
      case Value.Text _,
          Value.Whole _,
          Value.Decimal _,
          Value.Bool _,
          Value.Null _,
          Value.Fields _,
          Value.Secret _ ->
          new Value.Items(List.of(value));
    };
  }

  private static List<Value> conditionBlocks(Document statement) {
    List<Value> conditions = new ArrayList<>();
    for (Document block : statement.blocks("condition")) {
      conditions.add(
          condition(
              block.text("test").orElse(""),
              block.text("variable").orElse(""),
              texts(block, "values")));
    }
    return conditions;
  }
}
