package roadbed.collect.terraform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import roadbed.collect.SourceFile;
import roadbed.collect.SourceTree;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/**
 * Where {@code terraform init} has put the modules that a root folder calls from elsewhere: its list in {@code
 * .terraform/modules/modules.json}.
 */
final class VendoredModules {
  private static final int LARGEST_LIST = 16 << 20;

  private final SourceTree tree;
  private final Map<String, Map<String, String>> byRoot = new HashMap<>();

  VendoredModules(SourceTree tree) {
    this.tree = tree;
  }

  /**
   * The folder of a module.
   *
   * @param root the folder that everything is called from
   * @param calls the names of the calls that lead to it, with dots between
   */
  Optional<String> folder(String root, String calls) {
    String folder = byRoot.computeIfAbsent(root, this::list).get(calls);
    return folder == null
        ? Optional.empty()
        : ConfigurationFiles.normal(root.isEmpty() ? folder : root + "/" + folder);
  }

  private Map<String, String> list(String root) {
    String name = (root.isEmpty() ? "" : root + "/") + ".terraform/modules/modules.json";
    Map<String, String> folders = new HashMap<>();
    tree.file(name).flatMap(VendoredModules::document).ifPresent(
        document -> {
          if (document.values().get("Modules") instanceof Value.Items modules) {
            for (Value module : modules.values()) {
              if (module instanceof Value.Fields fields) {
                fields.text("Key").ifPresent(key -> fields.text("Dir").ifPresent(dir -> folders.put(key, dir)));
              }
            }
          }
        });
    return folders;
  }

  private static Optional<Value.Fields> document(SourceFile file) {
    try (InputStream in = file.open()) {
      byte[] bytes = in.readNBytes(LARGEST_LIST);
      return ValueJson.parse(new String(bytes, StandardCharsets.UTF_8)) instanceof Value.Fields fields
          ? Optional.of(fields)
          : Optional.empty();
    } catch (IOException | JacksonException notAList) {
      // Without the list its modules count as not fetched, which is said where they are called.
      return Optional.empty();
    }
  }
}
