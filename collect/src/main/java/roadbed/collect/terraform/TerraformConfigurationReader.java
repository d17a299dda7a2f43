package roadbed.collect.terraform;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.CollectionSink;
import roadbed.collect.SourceFile;
import roadbed.collect.terraform.ConfigurationFolder.Block;
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
 * Reads configuration in JSON syntax ({@code *.tf.json}) with the values of its variables ({@code
 * terraform.tfvars.json}, {@code *.auto.tfvars.json}), and evaluates what can be known without running
 * anything.
 *
 * <p>A folder is a module. A folder that another one calls by a relative path is read as that call's module
 * and not for itself; every other folder is a root. Only files that are handed in are looked at.
 */
public final class TerraformJsonConfigReader {
  private static final long LARGEST_FILE = 64L << 20;
  private static final int MOST_RESOURCES = 200_000;
  private static final int DEEPEST_MODULE = 16;

  /**
   * Reads all files of configuration and of variable values of a scan, together.
   *
   * @throws IOException where the bytes of a file cannot be read
   */
  public void read(List<? extends SourceFile> files, CollectionSink sink) throws IOException {
    Map<String, ConfigurationFolder> folders = new LinkedHashMap<>();
    List<? extends SourceFile> ordered =
        files.stream()
            .sorted(
                Comparator.comparing((SourceFile file) -> folder(file.name()))
                    .thenComparing(file -> isOverride(file.name()))
                    .thenComparing(file -> !isPlainValues(file.name()))
                    .thenComparing(SourceFile::name))
            .toList();
    for (SourceFile file : ordered) {
      ConfigurationFolder folder = folders.computeIfAbsent(folder(file.name()), ConfigurationFolder::new);
      readFile(file, folder, sink);
    }
    new Reading(folders, sink).read();
  }

  private static void readFile(SourceFile file, ConfigurationFolder folder, CollectionSink sink)
      throws IOException {
    JsonFile json = new JsonFile(new Limited(file), sink);
    ConfigurationFileReader reader = new ConfigurationFileReader(json, folder, isOverride(file.name()));
    try {
      json.stream(
          TerraformDocuments.namedVariableValues(file.name()) ? reader::variableValues : reader::configuration,
          () -> "the blocks before it are kept");
    } catch (TooLarge tooLarge) {
      sink.diagnostic(
          Diagnostic.error(
              "terraform.configuration-large",
              json.whole(),
              "this file is larger than " + (LARGEST_FILE >> 20) + " MiB; the blocks before that are kept",
              "scan a plan instead, which may be of any size"));
    }
  }

  private static boolean isOverride(String name) {
    return name.endsWith("_override.tf.json") || name.endsWith("/override.tf.json") || name.equals("override.tf.json");
  }

  private static boolean isPlainValues(String name) {
    return name.endsWith("terraform.tfvars.json");
  }

  private static String folder(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : normal(name.substring(0, slash)).orElse(name.substring(0, slash));
  }

  private static Optional<String> normal(String path) {
    try {
      return Optional.of(Path.of(path).normalize().toString().replace('\\', '/'));
    } catch (InvalidPathException notAPath) {
      return Optional.empty();
    }
  }

  /** A file that breaks off where it is too large to be held. */
  private record Limited(SourceFile file) implements SourceFile {
    @Override
    public String name() {
      return file.name();
    }

    @Override
    public InputStream open() throws IOException {
      return new FilterInputStream(file.open()) {
        private long left = LARGEST_FILE;

        @Override
        public int read() throws IOException {
          int read = super.read();
          count(1);
          return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          int read = super.read(bytes, offset, length);
          count(read);
          return read;
        }

        private void count(int read) throws IOException {
          left -= read;
          if (left < 0) {
            throw new TooLarge();
          }
        }
      };
    }
  }

  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** The folders of a scan while they are evaluated. */
  private static final class Reading {
    private final Map<String, ConfigurationFolder> folders;
    private final CollectionSink sink;
    private final SecretAttributes secrets = new SecretAttributes();
    private final Set<String> visited = new HashSet<>();
    private final Set<Diagnostic> reported = new HashSet<>();
    private int resources;

    Reading(Map<String, ConfigurationFolder> folders, CollectionSink sink) {
      this.folders = folders;
      this.sink = sink;
    }

    void read() {
      Set<String> called = new HashSet<>();
      for (ConfigurationFolder folder : folders.values()) {
        for (Block call : folder.calls.values()) {
          target(folder, call).map(ConfigurationFolder::path).filter(path -> !path.equals(folder.path())).ifPresent(called::add);
        }
      }
      for (ConfigurationFolder folder : folders.values()) {
        if (!called.contains(folder.path())) {
          root(folder);
        }
      }
      // Folders that only call each other in a circle have no root among them.
      for (ConfigurationFolder folder : folders.values()) {
        if (!visited.contains(folder.path())) {
          root(folder);
        }
      }
    }

    private void root(ConfigurationFolder folder) {
      EvaluationContext context = new EvaluationContext(sink);
      emit(new ModuleEvaluation(context, folder, "", null, this::call));
    }

    private Optional<ConfigurationFolder> target(ConfigurationFolder from, Block call) {
      return call.body()
          .text("source")
          .filter(source -> source.startsWith("./") || source.startsWith("../") || source.equals(".") || source.equals(".."))
          .flatMap(source -> normal(from.path().isEmpty() ? source : from.path() + "/" + source))
          .map(folders::get);
    }

    /** Makes the instances of the module behind a call. */
    private List<ModuleEvaluation> call(ModuleEvaluation module, String name, Block call) {
      Optional<ConfigurationFolder> target = target(module.folder(), call);
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
      for (Instance instance : module.instances("module." + name, call)) {
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

    private void notRead(Block call) {
      Optional<String> source = call.body().text("source");
      boolean local = source.filter(text -> text.startsWith(".")).isPresent();
      String advice = "scan a plan instead: it has the resources of every module";
      once(
          local
              ? Diagnostic.warning(
                  "terraform.module-missing",
                  call.location(),
                  "the folder of this module has no configuration in JSON syntax among what is scanned; its"
                      + " resources are not read",
                  advice)
              : new Diagnostic(
                  Diagnostic.Level.INFO,
                  "terraform.module-remote",
                  call.location(),
                  source.isEmpty()
                      ? "this module has no source; its resources are not read"
                      : "this module comes from elsewhere; its resources are not read",
                  advice));
    }

    private void emit(ModuleEvaluation module) {
      visited.add(module.folder().path());
      module
          .folder()
          .resources
          .forEach(
              (key, block) -> {
                for (Instance instance : module.instances(key, block)) {
                  emit(module, key, block, instance);
                }
              });
      if (resources <= MOST_RESOURCES) {
        module
            .folder()
            .calls
            .forEach((name, call) -> module.children(name, call).forEach(this::emit));
      }
    }

    private void emit(ModuleEvaluation module, String key, Block block, Instance instance) {
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
      BlockBody body = new BlockBody(module.context(), block.location());
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
      String providerKey =
          block
              .body()
              .text("provider")
              .map(ModuleEvaluation::providerKey)
              .orElse(block.type().contains("_") ? block.type().substring(0, block.type().indexOf('_')) : block.type());
      Provider provider = Providers.of(providerKey, block.type());
      ProviderSettings settings = module.settings(provider, providerKey);
      Location location = block.location();
      sink.resource(
          new CollectedResource(
              Declaration.TERRAFORM_SOURCE,
              provider,
              block.type(),
              address,
              block.name() + instance.key(),
              secrets.conceal(block.type(), settings.withDefaultTags(provider, attributes)),
              body.references().stream().filter(reference -> !reference.target().equals(address)).toList(),
              module.source(),
              settings.context(),
              Change.NONE,
              location));
    }
  }
}
