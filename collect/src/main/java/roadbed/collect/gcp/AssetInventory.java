package roadbed.collect.gcp;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import roadbed.collect.CollectionSink;
import roadbed.collect.DocumentReader;
import roadbed.collect.JsonTokens;
import roadbed.collect.SourceFile;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads assets of Cloud Asset Inventory: an export with one asset a line, a list of assets, what the interface lists
 * ({@code assets}), finds ({@code results}) or tells of the past, and messages of a feed. Assets are read one at a
 * time.
 */
public final class AssetInventory implements DocumentReader {

  /**
   * Whether a JSON document, or the first item of one that is a list, is of this kind.
   *
   * @param list whether it is a list
   * @param keys its top-level keys with their scalars
   * @param head the beginning of its text
   */
  public static boolean looksLikeAssets(boolean list, Map<String, Value> keys, String head) {
    return isAsset(keys)
        || (keys.get("asset") instanceof Value.Fields && (keys.containsKey("window") || keys.containsKey("priorAssetState")))
        || (!list
            && (keys.get("assets") instanceof Value.Items || keys.get("results") instanceof Value.Items)
            && (head.contains("\"assetType\"") || head.contains("\"asset_type\"")));
  }

  private static boolean isAsset(Map<String, Value> keys) {
    return keys.get("name") instanceof Value.Text name
        && name.value().startsWith("//")
        && (keys.get("assetType") instanceof Value.Text || keys.get("asset_type") instanceof Value.Text);
  }

  @Override
  public void read(SourceFile file, CollectionSink sink) throws IOException {
    JsonTokens.read(file, sink, parser -> new Reading(parser, file.name(), sink).documents());
  }

  /** One run over a file. */
  private static final class Reading {
    private final JsonParser parser;
    private final String file;
    private final CollectionSink sink;
    private long without;

    Reading(JsonParser parser, String file, CollectionSink sink) {
      this.parser = parser;
      this.file = file;
      this.sink = sink;
    }

    void documents() {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY) {
          items("");
        } else if (token == JsonToken.START_OBJECT) {
          object();
        }
      }
      if (without > 0) {
        sink.diagnostic(
            Diagnostic.warning(
                "gcp.no-name",
                Location.of(file),
                without + " items have no full resource name or no asset type and were left out",
                "export them again; an asset has both"));
      }
    }

    private Location here(String pointer) {
      return JsonTokens.here(parser, file, pointer);
    }

    private void items(String pointer) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        Location location = here(pointer + "/" + i);
        if (ValueJson.read(parser) instanceof Value.Fields fields) {
          asset(fields, location);
        }
      }
    }

    private void object() {
      Location start = here("");
      Map<String, Value> fields = new LinkedHashMap<>();
      boolean listed = false;
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_ARRAY && (name.equals("assets") || name.equals("results"))) {
          listed = true;
          items("/" + name);
        } else {
          fields.put(name, ValueJson.read(parser));
        }
      }
      if (!listed) {
        asset(new Value.Fields(fields), start);
      }
    }

    private void asset(Value.Fields document, Location location) {
      Optional<Asset> asset = Asset.of(document);
      if (asset.isEmpty()) {
        without++;
      } else if (!asset.get().deleted()) {
        asset.get().resources(location).forEach(sink::resource);
      }
    }
  }
}
