package roadbed.collect.terraform;

import java.util.LinkedHashMap;
import java.util.Map;
import roadbed.model.Location;
import roadbed.model.Value;

/** What the files of one folder declare together: a module, not yet evaluated. Filled while it is read. */
final class ConfigurationFolder {

  /** A block: its labels are its key in the maps below. */
  record Block(String type, String name, Value.Fields body, Location location) {}

  private final String path;
  final Map<String, Block> resources = new LinkedHashMap<>();
  final Map<String, Block> data = new LinkedHashMap<>();
  final Map<String, Block> variables = new LinkedHashMap<>();
  final Map<String, Block> outputs = new LinkedHashMap<>();
  final Map<String, Block> calls = new LinkedHashMap<>();
  final Map<String, Value> locals = new LinkedHashMap<>();

  /** By local name, or {@code name.alias}. */
  final Map<String, Block> providers = new LinkedHashMap<>();

  /** Values that files of variable values give, by variable. */
  final Map<String, Value> given = new LinkedHashMap<>();

  ConfigurationFolder(String path) {
    this.path = path;
  }

  /** Its path, as the names of its files have it; empty for the current folder. */
  String path() {
    return path;
  }
}
