package roadbed.assess.policy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.model.Ownership;
import roadbed.model.Resource;
import roadbed.model.Value;

/**
 * A digest of everything that a guardrail can see of a resource: two resources with one digest are judged alike. Where a
 * resource stands in its file is not part of it, so that a line added above changes nothing.
 */
public final class ResourceDigest {
  private final MessageDigest digest;
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

  private ResourceDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** SHA-256, lower-case hexadecimal. */
  public static String of(Resource resource) {
    return HexFormat.of().formatHex(bytes(resource));
  }

  static byte[] bytes(Resource resource) {
    ResourceDigest it = new ResourceDigest();
    it.text(resource.id().value());
    it.text(resource.kind());
    it.text(resource.type());
    it.text(resource.provider().id());
    it.text(resource.account());
    it.text(resource.region());
    it.text(resource.name());
    it.maybe(resource.ownership().map(Ownership::owner));
    it.maybe(resource.environment());
    it.maybe(resource.tier());
    it.maybe(resource.system());
    new TreeMap<>(resource.tags())
        .forEach(
            (name, value) -> {
              it.text(name);
              it.text(value);
            });
    it.value(resource.facets());
    it.value(resource.raw());
    new TreeMap<>(resource.satellites())
        .forEach(
            (type, ones) -> {
              it.text(type);
              ones.forEach(one -> it.value(one.raw()));
            });
    Resource.Origin origin = resource.origin();
    it.text(origin.source());
    it.text(origin.declaration().id());
    it.text(origin.address());
    it.text(origin.change().id());
    it.maybe(origin.module());
    it.number(origin.moduleApproved() ? 1 : 0);
    origin.construct().ifPresent(it::text);
    return it.digest.digest();
  }

  private void maybe(Optional<String> text) {
    number(text.isPresent() ? 1 : 0);
    text.ifPresent(this::text);
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    digest.update(bytes);
  }

  private void number(long value) {
    digest.update(number.clear().putLong(value).flip());
  }

  private void value(Value value) {
    switch (value) {
      case Value.Text text -> tagged('s', text.value());
      case Value.Whole whole -> {
        digest.update((byte) 'i');
        number(whole.value());
      }
      case Value.Decimal decimal -> tagged('d', decimal.value().toString());
      case Value.Bool bool -> digest.update((byte) (bool.value() ? 't' : 'f'));
      case Value.Null _ -> digest.update((byte) 'n');
      case Value.Unknown unknown -> tagged('u', unknown.reason());
      case Value.Secret _ -> digest.update((byte) 'x');
      case Value.Items items -> {
        digest.update((byte) 'l');
        number(items.values().size());
        items.values().forEach(this::value);
      }
      case Value.Fields fields -> {
        digest.update((byte) 'o');
        number(fields.values().size());
        for (Map.Entry<String, Value> field : fields.values().entrySet()) {
          text(field.getKey());
          value(field.getValue());
        }
      }
    }
  }

  private void tagged(char tag, String text) {
    digest.update((byte) tag);
    text(text);
  }
}
