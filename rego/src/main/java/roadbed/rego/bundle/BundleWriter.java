package roadbed.rego.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Values;

/** Writes bundles as compressed archives: the same bytes for the same content. */
public final class BundleWriter {
  /**
   * How a bundle is signed.
   *
   * @param keyName what the signature calls the key; nothing for none
   * @param claims what else it says
   */
  public record Signing(SigningKey key, String keyName, ObjectValue claims) {}

  private BundleWriter() {}

  /**
   * The archive of a bundle.
   *
   * @throws BundleException where it cannot be signed
   */
  public static byte[] write(Bundle bundle, Optional<Signing> signing) throws BundleException {
    SequencedMap<String, byte[]> files = files(bundle);
    if (signing.isPresent()) {
      Signing how = signing.get();
      files.put(BundleSignature.FILE, BundleSignature.sign(files, how.key(), how.keyName(), how.claims()));
    }
    return Archive.write(files);
  }

  /** The files of a bundle by their paths in the archive. */
  public static SequencedMap<String, byte[]> files(Bundle bundle) {
    SequencedMap<String, byte[]> files = new TreeMap<>(bundle.files());
    files.put("data.json", json(bundle.data()));
    if (!bundle.manifest().isEmpty()) {
      files.put(".manifest", json(bundle.manifest().toValue()));
    }
    bundle.patches().ifPresent(patches -> files.put("patch.json", json(ObjectValue.of("data", patches))));
    return files;
  }

  private static byte[] json(roadbed.rego.value.Value value) {
    return (Values.toPlainJson(value) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
