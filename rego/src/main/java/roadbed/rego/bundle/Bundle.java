package roadbed.rego.bundle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;

/**
 * A bundle: policies and data that belong together.
 *
 * @param name the path or address that it came from
 * @param sources its Rego files, named with the bundle's own name before theirs
 * @param files the bytes of its files by their paths in it, without those of data and without the manifest
 * @param patches the operations of a bundle that only changes data
 */
public record Bundle(
    String name,
    Manifest manifest,
    ObjectValue data,
    List<Source> sources,
    Map<String, byte[]> files,
    Optional<ArrayValue> patches) {
  public Bundle {
    sources = List.copyOf(sources);
    files = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(files));
  }
}
