package roadbed.collect.cloudformation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.aws.AwsSecrets;
import roadbed.collect.yaml.YamlNode;
import roadbed.collect.yaml.YamlTyping;
import roadbed.model.Change;
import roadbed.model.CollectedResource;
import roadbed.model.Declaration;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Provider;
import roadbed.model.Reference;
import roadbed.model.Value;

/** One stack: a template with what is given to its parameters. */
final class Stack {
  private static final List<String> KEPT = List.of("DeletionPolicy", "UpdateReplacePolicy");
  private static final Set<String> PSEUDO =
      Set.of(
          "AWS::AccountId", "AWS::NotificationARNs", "AWS::NoValue", "AWS::Partition", "AWS::Region", "AWS::StackId",
          "AWS::StackName", "AWS::URLSuffix");

  final Template template;
  final Deployment deployment;
  private final String prefix;
  private final Map<String, Bound> given;
  private final Set<String> around;
  private final Functions functions = new Functions(this);
  private final Map<String, Bound> parameters = new HashMap<>();
  private final Map<String, Value> conditions = new HashMap<>();
  private final Set<String> deciding = new HashSet<>();
  private final Map<String, Stack> nested = new HashMap<>();
  private final Set<String> nesting = new HashSet<>();
  private Map<String, YamlNode.Entry> resources;
  private final Map<String, String> context;
  private final Optional<String> module;

  private Stack(
      Template template, Deployment deployment, String prefix, Map<String, Bound> given, Set<String> around) {
    this.template = template;
    this.deployment = deployment;
    this.prefix = prefix;
    this.given = given;
    this.around = new HashSet<>(around);
    this.around.add(template.file());
    this.module = around.isEmpty() ? Optional.empty() : Optional.of(template.file());
    this.context = deployment.given().region(template.file()).map(region -> Map.of("region", region)).orElse(Map.of());
    this.resources = template.section("Resources");
    this.resources = functions.expanded(resources);
  }

  /** A stack that no other one contains. */
  static Stack outermost(Template template, Deployment deployment) {
    deployment.begin();
    return exporting(template, deployment);
  }

  /** The same of a stack that is only asked for what it exports. */
  static Stack exporting(Template template, Deployment deployment) {
    Map<String, Bound> given = new HashMap<>();
    deployment.given().of(template.file()).forEach((name, value) -> given.put(name, Bound.of(Value.of(value))));
    return new Stack(template, deployment, "", given, Set.of());
  }

  /** Reads all resources into the sink, those of nested stacks as well. */
  void read() {
    if (!deployment.stack(template.file())) {
      deployment.step(Location.of(template.file()));
      return;
    }
    resources.forEach(
        (name, entry) -> {
          if (entry.value() instanceof YamlNode.Mapping resource && resource.text("Type").isPresent()) {
            if (!name.startsWith("Fn::")) {
              resource(name, entry.key(), resource, resource.text("Type").get());
            }
          } else {
            say("resource", entry.value(), name + " is no resource: it has no type", "give it a Type");
          }
        });
  }

  private void resource(String name, YamlNode at, YamlNode.Mapping resource, String type) {
    Location location = Location.of(template.file(), at.line(), at.column());
    Optional<String> condition = resource.text("Condition");
    if (condition.isPresent()) {
      Value holds = condition(condition.get(), at);
      if (holds.equals(Value.Bool.FALSE)) {
        return;
      }
      if (holds instanceof Value.Unknown unknown) {
        deployment.say(
            new Diagnostic(
                Diagnostic.Level.INFO,
                "cloudformation.condition",
                location,
                "whether " + prefix + name + " is made depends on " + condition.get() + ": " + unknown.reason(),
                "give the parameters' values in a file beside the template, for example NAME.parameters.json"));
      }
    }
    Notes notes = new Notes(template.file());
    Map<String, Value> attributes = new LinkedHashMap<>();
    resource
        .get("Properties")
        .ifPresent(
            node -> {
              if (properties(node, type) instanceof YamlNode.Mapping properties) {
                switch (functions.value(properties, "", notes)) {
                  case Value.Fields fields -> attributes.putAll(fields.values());
                  case Value.Unknown unknown ->
                      say("properties", properties, "the properties of " + name + " are not known: " + unknown.reason(), "");
                  case Value.Text _,
                      Value.Whole _,
                      Value.Decimal _,
                      Value.Bool _,
                      Value.Null _,
                      Value.Items _,
                      Value.Secret _ ->
                      say("properties", properties, "the properties of " + name + " are no mapping", "");
                }
              } else {
                say("properties", node, "the properties of " + name + " are no mapping", "");
              }
            });
    for (String kept : KEPT) {
      resource.get(kept).ifPresent(node -> attributes.put(kept, functions.value(node, kept, notes)));
    }
    resource.get("DependsOn").ifPresent(node -> dependsOn(node, notes));
    Value.Fields fields = new Value.Fields(attributes);
    if (type.startsWith("AWS::Serverless::")) {
      for (Serverless.Made made : Serverless.make(name, type, fields, notes.references())) {
        emit(made.name(), made.type(), made.properties(), prefixed(made.references()), location, notes);
      }
    } else {
      emit(name, type, fields, notes.references(), location, notes);
    }
    if (isStack(type)) {
      nested(name).ifPresent(Stack::read);
    }
  }

  /** The properties with what the template says for all of that type. */
  private YamlNode properties(YamlNode node, String type) {
    return node instanceof YamlNode.Mapping own && template.isServerless()
        ? Serverless.withGlobals(template, type, own)
        : node;
  }

  private List<Reference> prefixed(List<Serverless.Link> links) {
    List<Reference> references = new ArrayList<>();
    for (Serverless.Link link : links) {
      String target = link.own() ? prefix + link.target() : link.target();
      references.add(new Reference(link.attribute(), target, link.targetAttribute()));
    }
    return references;
  }

  private void dependsOn(YamlNode node, Notes notes) {
    switch (node) {
      case YamlNode.Scalar scalar -> notes.refers("depends_on", prefix + scalar.text(), "");
      case YamlNode.Sequence sequence -> sequence.items().forEach(item -> dependsOn(item, notes));
      case YamlNode.Mapping _ -> {}
    }
  }

  private void emit(
      String name,
      String type,
      Value.Fields attributes,
      List<Reference> references,
      Location location,
      Notes notes) {
    deployment.sink.resource(
        new CollectedResource(
            Declaration.CLOUDFORMATION_TEMPLATE,
            Provider.AWS,
            type,
            prefix + name,
            name,
            AwsSecrets.conceal(type, attributes),
            references,
            module,
            context,
            Change.NONE,
            location,
            notes.places(),
            Optional.empty()));
  }

  /** The nested stack that a resource stands for, where its template is among the files. */
  private Optional<Stack> nested(String name) {
    Stack known = nested.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    YamlNode.Entry entry = resources.get(name);
    if (entry == null || !(entry.value() instanceof YamlNode.Mapping resource)) {
      return Optional.empty();
    }
    YamlNode properties = resource.get("Properties").orElse(null);
    if (!(properties instanceof YamlNode.Mapping mapping)) {
      return Optional.empty();
    }
    boolean stack = resource.text("Type").orElse("").equals("AWS::CloudFormation::Stack");
    Optional<YamlNode> url = mapping.get(stack ? "TemplateURL" : "Location");
    if (url.isEmpty() || !(functions.value(url.get(), "", new Notes("")) instanceof Value.Text path)) {
      return Optional.empty();
    }
    Optional<Template> inner = template.beside(path.value()).flatMap(deployment::nested);
    if (inner.isEmpty()) {
      deployment.say(
          new Diagnostic(
              Diagnostic.Level.INFO,
              "cloudformation.nested",
              Location.of(template.file(), url.get().line(), url.get().column()),
              "the template of the nested stack " + name + " is not among the files",
              "scan it together with this one, and name it by its path beside this template"));
      return Optional.empty();
    }
    if (around.contains(inner.get().file()) || around.size() >= Deployment.DEEPEST) {
      say(
          "nesting",
          url.get(),
          around.contains(inner.get().file())
              ? "the nested stack " + name + " contains itself"
              : "stacks are nested more than " + Deployment.DEEPEST + " deep",
          "end the nesting");
      return Optional.empty();
    }
    if (!nesting.add(name)) {
      say("cycle", url.get(), "what is passed to the nested stack " + name + " depends on its own outputs", "end the cycle");
      return Optional.empty();
    }
    Map<String, Bound> passed = new HashMap<>();
    if (mapping.get("Parameters").orElse(null) instanceof YamlNode.Mapping values) {
      Notes notes = new Notes(template.file());
      values
          .entries()
          .forEach(
              (parameter, value) ->
                  passed.put(
                      parameter,
                      new Bound(functions.value(value.value(), parameter, notes), notes.targets(parameter))));
    }
    Stack made = new Stack(inner.get(), deployment, prefix + name + ".", passed, around);
    nested.put(name, made);
    nesting.remove(name);
    return Optional.of(made);
  }

  /** This stack and those nested in it whose templates are among the files. */
  List<Stack> withNested() {
    List<Stack> all = new ArrayList<>(List.of(this));
    for (Map.Entry<String, YamlNode.Entry> entry : resources.entrySet()) {
      if (entry.getValue().value() instanceof YamlNode.Mapping resource && isStack(resource.text("Type").orElse(""))) {
        nested(entry.getKey()).ifPresent(inner -> all.addAll(inner.withNested()));
      }
    }
    return all;
  }

  private static boolean isStack(String type) {
    return type.equals("AWS::CloudFormation::Stack") || type.equals("AWS::Serverless::Application");
  }

  /** The addresses of what it declares itself. */
  List<String> addresses() {
    return resources.keySet().stream().map(name -> prefix + name).toList();
  }

  /** The region that the stack is for; empty where nothing tells. */
  String region() {
    return context.getOrDefault("region", "");
  }

  /** The names that outputs are exported under, by output; an output whose condition does not hold exports nothing. */
  Map<String, Value> exports() {
    Map<String, Value> names = new LinkedHashMap<>();
    template
        .section("Outputs")
        .forEach(
            (output, entry) -> {
              if (entry.value() instanceof YamlNode.Mapping mapping
                  && mapping.get("Export").orElse(null) instanceof YamlNode.Mapping export
                  && export.get("Name").isPresent()
                  && mapping
                      .text("Condition")
                      .filter(name -> condition(name, entry.key()).equals(Value.Bool.FALSE))
                      .isEmpty()) {
                names.put(output, functions.value(export.get("Name").get(), "", new Notes(template.file())));
              }
            });
    return names;
  }

  /** What another stack exports under a name. */
  Value imported(String name, String path, Notes notes) {
    Bound bound = deployment.exported(name, region());
    bound.targets().forEach(target -> notes.refers(path, target.address(), target.attribute()));
    return bound.value();
  }

  /** What an output of this stack is. */
  Optional<Bound> output(String name) {
    YamlNode.Entry entry = template.section("Outputs").get(name);
    if (entry == null || !(entry.value() instanceof YamlNode.Mapping output) || output.get("Value").isEmpty()) {
      return Optional.empty();
    }
    Notes notes = new Notes(template.file());
    Value value = functions.value(output.get("Value").get(), "Value", notes);
    return Optional.of(new Bound(value, notes.targets("Value")));
  }

  /** Whether a condition holds: true, false or not known. */
  Value condition(String name, YamlNode at) {
    Value known = conditions.get(name);
    if (known != null) {
      return known;
    }
    YamlNode.Entry entry = template.section("Conditions").get(name);
    if (entry == null) {
      say("condition", at, "the condition " + name + " is not declared", "declare it in Conditions, or correct the name");
      return new Value.Unknown("the condition " + name + " is not declared");
    }
    if (!deciding.add(name)) {
      say("cycle", entry.value(), "the condition " + name + " depends on itself", "end the cycle");
      return new Value.Unknown("the condition " + name + " depends on itself");
    }
    Value decided = functions.truth(entry.value());
    deciding.remove(name);
    conditions.put(name, decided);
    return decided;
  }

  /** The value of a reference by name: a pseudo parameter, a parameter or a resource. */
  Value ref(String name, String path, Notes notes, YamlNode at) {
    if (PSEUDO.contains(name)) {
      return pseudo(name, path);
    }
    Optional<Bound> parameter = parameter(name);
    if (parameter.isPresent()) {
      parameter.get().targets().forEach(target -> notes.refers(path, target.address(), target.attribute()));
      return parameter.get().value();
    }
    if (isResource(name)) {
      notes.refers(path, prefix + name, "");
      return Functions.isPrincipal(path) ? Value.of("${" + name + "}") : Value.Unknown.AFTER_APPLY;
    }
    say("reference", at, "nothing is named " + name, "correct the name; it is neither a parameter nor a resource here");
    return new Value.Unknown("nothing is named " + name);
  }

  private boolean isResource(String name) {
    return resources.containsKey(name) || (template.isServerless() && Serverless.mayMake(name, resources.keySet()));
  }

  private Value pseudo(String name, String path) {
    String region = context.getOrDefault("region", "");
    return switch (name) {
      case "AWS::NoValue" -> Functions.NO_VALUE;
      case "AWS::Partition" ->
          Value.of(region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws");
      case "AWS::URLSuffix" -> Value.of(region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com");
      case "AWS::Region" -> region.isEmpty() ? notKnown(name, path) : Value.of(region);
      default -> notKnown(name, path);
    };
  }

  /** A principal that is made from the account is not everybody, whichever account it is. */
  private static Value notKnown(String name, String path) {
    return Functions.isPrincipal(path)
        ? Value.of("${" + name + "}")
        : new Value.Unknown(name + " is known only where the stack is deployed");
  }

  private Optional<Bound> parameter(String name) {
    Bound known = parameters.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    YamlNode.Entry entry = template.section("Parameters").get(name);
    if (entry == null || !(entry.value() instanceof YamlNode.Mapping declared)) {
      return Optional.empty();
    }
    Bound bound = parameter(name, declared);
    parameters.put(name, bound);
    return Optional.of(bound);
  }

  private Bound parameter(String name, YamlNode.Mapping declared) {
    String type = declared.text("Type").orElse("String");
    if (declared.text("NoEcho").filter(said -> said.equalsIgnoreCase("true")).isPresent()) {
      return Bound.of(Value.Secret.INSTANCE);
    }
    Bound passed = given.get(name);
    if (passed != null) {
      return passed.value() instanceof Value.Text text && !type.startsWith("AWS::SSM::")
          ? new Bound(typed(type, text.value()), passed.targets())
          : passed;
    }
    if (type.startsWith("AWS::SSM::")) {
      return Bound.of(new Value.Unknown("the value of " + name + " is in the Parameter Store"));
    }
    Optional<YamlNode> otherwise = declared.get("Default");
    if (otherwise.isEmpty()) {
      return Bound.of(new Value.Unknown("the parameter " + name + " has no default and no value is given"));
    }
    return Bound.of(
        otherwise.get() instanceof YamlNode.Scalar scalar
            ? typed(type, scalar.isNull() ? "" : scalar.text())
            : YamlTyping.value(otherwise.get()));
  }

  private static Value typed(String type, String text) {
    if (type.equals("CommaDelimitedList") || type.startsWith("List<")) {
      List<String> items = new ArrayList<>();
      for (String item : text.split(",", -1)) {
        if (!item.isBlank()) {
          items.add(item.strip());
        }
      }
      return Value.ofTexts(items);
    }
    if (type.equals("Number") && text.matches("-?[0-9]{1,18}")) {
      return Value.of(Long.parseLong(text));
    }
    return Value.of(text);
  }

  /** An attribute of a resource, which only a deployment tells, save the outputs of a nested stack. */
  Value attribute(String name, String attribute, String path, Notes notes, YamlNode at) {
    if (attribute.startsWith("Outputs.")) {
      Optional<Bound> output = nested(name).flatMap(stack -> stack.output(attribute.substring("Outputs.".length())));
      if (output.isPresent()) {
        output.get().targets().forEach(target -> notes.refers(path, target.address(), target.attribute()));
        return output.get().value();
      }
    }
    if (!isResource(name)) {
      say("reference", at, "no resource is named " + name, "correct the name");
      return new Value.Unknown("no resource is named " + name);
    }
    notes.refers(path, prefix + name, attribute);
    return Functions.isPrincipal(path) ? Value.of("${" + name + "." + attribute + "}") : Value.Unknown.AFTER_APPLY;
  }

  /** Says that something of the template is not right. */
  void say(String code, YamlNode at, String message, String hint) {
    deployment.say(
        Diagnostic.error(
            "cloudformation." + code, Location.of(template.file(), at.line(), at.column()), message, hint));
  }
}
