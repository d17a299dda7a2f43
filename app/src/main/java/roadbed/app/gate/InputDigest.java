package roadbed.app.gate;

import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import roadbed.model.Collection;
import roadbed.model.CollectionJson;

/** What a gate decided on, as a digest: over what was read, whenever that was. */
public final class InputDigest {
  private InputDigest() {}

  /** SHA-256, lower-case hexadecimal, over collections in their order. */
  public static String of(List<Collection> collections) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Collection collection : collections) {
        CollectionJson.write(
            new Collection(
                collection.source(), Instant.EPOCH, collection.resources(), collection.catalog(), collection.facts(),
                List.of(), List.of(), List.of(), collection.reading()),
            new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
