package roadbed.collect.terraform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.Bulkhead;
import roadbed.collect.CollectionSink;
import roadbed.collect.SourceFile;
import roadbed.collect.SourceTree;
import roadbed.collect.terraform.ConfigurationFolder.Declared;
import roadbed.collect.terraform.ModuleEvaluation.Caller;
import roadbed.collect.terraform.ModuleEvaluation.Instance;
import roadbed.model.Change;
import roadbed.model.CollectedResource;
import roadbed.model.Declaration;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Provider;
import roadbed.model.Value;

/**
 * Reads configuration in native and in JSON syntax ({@code *.tf}, {@code *.tofu}, {@code *.tf.json}, {@code
 * *.tofu.json}) with the values of its variables ({@code terraform.tfvars}, {@code *.auto.tfvars}, both also in JSON),
 * and evaluates what can be known without running anything.
 *
 * <p>A folder is a module. A folder that another one calls by a relative path is read as that call's module and not for
 * itself; every other folder that the walk went through is a root. Modules from elsewhere are read where they were
 * fetched to before; nothing is fetched, and nothing outside of what is scanned is opened.
 */
public final class TerraformConfigurationReader {
  private static final int MOST_RESOURCES = 200_000;
  private static final long MOST_VALUES = 50_000_000;
  private static final int MOST_MODULES = 20_000;
  private static final int DEEPEST_MODULE = 16;

  /**
   * Reads all files of configuration and of variable values of a scan, together.
   *
   * @param tree where further files are, that the configuration speaks of
   * @throws IOException where the bytes of a file cannot be read
   */
  public void read(List<? extends SourceFile> files, SourceTree tree, CollectionSink sink) throws IOException {
    ConfigurationFiles folders = new ConfigurationFiles(tree, sink);
    folders.read(files);
    new Reading(folders, tree, sink).read();
  }

  /** The folders of a scan while they are evaluated. */
  private static final class Reading {
    private final ConfigurationFiles folders;
    private final VendoredModules vendored;
    private final SourceTree tree;
    private final CollectionSink sink;
    private final SecretAttributes secrets = new SecretAttributes();
    private final Set<String> visited = new HashSet<>();
    private final Set<Diagnostic> reported = new HashSet<>();
    private Relocations relocations;
    private int resources;
    private long values;
    private int modules;

    Reading(ConfigurationFiles folders, SourceTree tree, CollectionSink sink) {
      this.folders = folders;
      this.vendored = new VendoredModules(tree);
      this.tree = tree;
      this.sink = sink;
      this.relocations = new Relocations(sink);
    }

    void read() throws IOException {
      Set<String> called = new HashSet<>();
      for (ConfigurationFolder folder : folders.walked()) {
        for (Declared call : folder.calls.values()) {
          local(folder, call).filter(path -> !path.equals(folder.path())).ifPresent(called::add);
        }
      }
      for (ConfigurationFolder folder : folders.walked()) {
        if (!called.contains(folder.path())) {
          root(folder);
        }
      }
      // Folders that only call each other in a circle have no root among them.
      for (ConfigurationFolder folder : folders.walked()) {
        if (!visited.contains(folder.path())) {
          root(folder);
        }
      }
    }

    private void root(ConfigurationFolder folder) throws IOException {
      Bulkhead.around(Location.of(folder.path().isEmpty() ? "." : folder.path()), sink, () -> evaluated(folder));
      visited.add(folder.path());
    }

    private void evaluated(ConfigurationFolder folder) throws IOException {
      relocations = new Relocations(sink);
      EvaluationContext context = new EvaluationContext(sink, new ModuleFiles(tree, folder.path()));
      try {
        emit(new ModuleEvaluation(context, folder, "", null, this::call));
      } catch (StackOverflowError tooDeep) {
        once(
            Diagnostic.error(
                "terraform.configuration-deep",
                Location.of(folder.path().isEmpty() ? "." : folder.path()),
                "what repeats in this folder is worked out too deep; the rest of the folder is left out",
                "scan a plan instead"));
      }
    }

    /** The path that a call by a relative path leads to. */
    private static Optional<String> local(ConfigurationFolder from, Declared call) {
      return call.body()
          .text("source")
          .filter(source -> source.startsWith("./") || source.startsWith("../") || source.equals(".") || source.equals(".."))
          .flatMap(source -> ConfigurationFiles.normal(from.path().isEmpty() ? source : from.path() + "/" + source));
    }

    private Optional<ConfigurationFolder> target(ModuleEvaluation from, Declared call) {
      return local(from.folder(), call)
          .or(() -> vendored.folder(from.root().path(), from.calls(call.name())))
          .flatMap(folders::at);
    }

    /** Makes the instances of the module behind a call. */
    private List<ModuleEvaluation> call(ModuleEvaluation module, String name, Declared call) {
      Optional<ConfigurationFolder> target = target(module, call);
      if (target.isEmpty()) {
        notRead(call);
        return List.of();
      }
      List<String> path = module.path();
      boolean cycle = path.contains(target.get().path());
      if (cycle || path.size() > DEEPEST_MODULE) {
        once(
            Diagnostic.error(
                "terraform.module-cycle",
                call.location(),
                cycle
                    ? "this module calls itself, through its folder"
                    : "modules are nested more than " + DEEPEST_MODULE + " deep",
                "take the call out"));
        return List.of();
      }
      List<ModuleEvaluation> children = new ArrayList<>();
      List<Instance> instances = modules < MOST_MODULES ? module.instances("module." + name, call) : List.of();
      modules += Math.max(1, instances.size());
      if (modules >= MOST_MODULES) {
        once(
            Diagnostic.error(
                "terraform.configuration-large",
                call.location(),
                "the configuration stands for more than " + MOST_MODULES + " modules; the rest is not read",
                "scan a plan instead"));
      }
      for (Instance instance : instances) {
        children.add(
            new ModuleEvaluation(
                module.context(),
                target.get(),
                module.absolute("module." + name + instance.key()),
                new Caller(module, call, instance.scope()),
                this::call));
      }
      return children;
    }

    /** A module that is called many times has its faults told once. */
    private void once(Diagnostic diagnostic) {
      if (reported.add(diagnostic)) {
        sink.diagnostic(diagnostic);
      }
    }

    private void notRead(Declared call) {
      Optional<String> source = call.body().text("source");
      boolean local = source.filter(text -> text.startsWith(".")).isPresent();
      once(
          local
              ? Diagnostic.warning(
                  "terraform.module-missing",
                  call.location(),
                  "the folder of this module has no configuration among what is scanned; its resources are not read",
                  "scan the folder that holds both, or a plan: it has the resources of every module")
              : new Diagnostic(
                  Diagnostic.Level.INFO,
                  "terraform.module-remote",
                  call.location(),
                  source.isEmpty()
                      ? "this module has no source; its resources are not read"
                      : "this module comes from elsewhere; its resources are not read",
                  "run terraform init or tofu init first, or scan a plan: it has the resources of every module"));
    }

    private void emit(ModuleEvaluation module) throws IOException {
      visited.add(module.folder().path());
      relocations.of(module);
      Assertions.broken(module).forEach(this::once);
      for (Map.Entry<String, Declared> one : module.folder().resources.entrySet()) {
        instances(module, one.getKey(), one.getValue());
      }
      // What a policy document allows is judged where it is written.
      for (Map.Entry<String, Declared> one : module.folder().data.entrySet()) {
        if (one.getValue().type().equals("aws_iam_policy_document")) {
          instances(module, "data." + one.getKey(), one.getValue());
        }
      }
      if (resources <= MOST_RESOURCES) {
        for (Map.Entry<String, Declared> call : module.folder().calls.entrySet()) {
          for (ModuleEvaluation child : module.children(call.getKey(), call.getValue())) {
            emit(child);
          }
        }
      }
    }

    private void instances(ModuleEvaluation module, String key, Declared block) throws IOException {
      for (Instance instance : module.instances(key, block)) {
        Bulkhead.around(block.location(), sink, () -> emit(module, key, block, instance));
      }
    }

    private void emit(ModuleEvaluation module, String key, Declared block, Instance instance) {
      if (resources++ >= MOST_RESOURCES) {
        if (resources == MOST_RESOURCES + 1) {
          sink.diagnostic(
              Diagnostic.error(
                  "terraform.configuration-large",
                  block.location(),
                  "the configuration stands for more than " + MOST_RESOURCES + " resources; the rest is not read",
                  "scan a plan instead"));
        }
        return;
      }
      String address = module.absolute(key + instance.key());
      BlockBody body = new BlockBody(module.context());
      Value.Fields attributes;
      try {
        attributes = body.attributes(block.body(), instance.scope());
      } catch (StackOverflowError tooDeep) {
        // Depths are bounded one by one; a configuration made to combine them all ends here.
        once(
            Diagnostic.error(
                "terraform.configuration-deep",
                block.location(),
                "the expressions of this block go too deep together; the block is left out",
                "scan a plan instead"));
        return;
      }
      values += EvaluationContext.size(attributes, MOST_VALUES);
      if (values >= MOST_VALUES) {
        once(
            Diagnostic.error(
                "terraform.configuration-large",
                block.location(),
                "the resources of the configuration hold more than " + MOST_VALUES + " values; the rest of them is not read",
                "scan a plan instead"));
        return;
      }
      String providerKey = ModuleEvaluation.providerKey(block);
      Provider provider = Providers.of(providerKey, block.type());
      ProviderSettings settings = module.settings(provider, providerKey);
      Map<String, String> context = new LinkedHashMap<>(settings.context());
      relocations.tell(address, context);
      Constructs.path(block.body()).ifPresent(path -> context.put("construct", path));
      IgnoredChanges.of(block.body()).ifPresent(paths -> context.put("ignore_changes", paths));
      sink.resource(
          new CollectedResource(
              Declaration.TERRAFORM_SOURCE,
              provider,
              block.type(),
              address,
              block.name() + instance.key(),
              secrets.conceal(
                  block.type(),
                  address.startsWith("data.") || address.contains(".data.")
                      ? attributes
                      : settings.withDefaultTags(provider, attributes, false)),
              body.references().stream().filter(reference -> !reference.target().equals(address)).toList(),
              module.source(),
              context,
              Change.NONE,
              block.location(),
              body.places(),
              Optional.empty()));
    }
  }
}
