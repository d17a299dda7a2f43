package roadbed.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where the attributes of a document stand in its sources. Attributes are named as {@link Reference} names them, by
 * their steps with dots between, for example {@code ingress.0.cidr_blocks}. Kept as arrays, because an estate has
 * millions of attributes and few of their places are ever asked for.
 */
public final class AttributePlaces {
  /** Nothing is known beyond the place of the whole. */
  public static final AttributePlaces NONE = new Builder().build();

  /** No attribute's name begins so: behind it stands an attribute whose value is decided elsewhere. */
  private static final String DECIDED = "@";

  private final String[] attributes;
  private final String[] files;
  private final int[] lines;
  private final int[] columns;

  private AttributePlaces(List<Place> places) {
    int size = places.size();
    attributes = new String[size];
    files = new String[size];
    lines = new int[size];
    columns = new int[size];
    for (int i = 0; i < size; i++) {
      attributes[i] = places.get(i).attribute();
      files[i] = places.get(i).file();
      lines[i] = places.get(i).line();
      columns[i] = places.get(i).column();
    }
  }

  /** One attribute's place. */
  private record Place(String attribute, String file, int line, int column) {}

  /** The place of an attribute, or of the nearest one around it; empty where neither is known. */
  public Optional<Location> of(String attribute) {
    String around = attribute;
    while (true) {
      int found = Arrays.binarySearch(attributes, around);
      if (found >= 0) {
        return Optional.of(Location.of(files[found], lines[found], columns[found]));
      }
      int dot = around.lastIndexOf('.');
      if (dot < 0) {
        return Optional.empty();
      }
      around = around.substring(0, dot);
    }
  }

  /**
   * Where the value of an attribute is decided, where the attribute only passes it on: at the default of a variable, an
   * argument of a module, a local value; empty where it is decided at the attribute, or nobody has followed it.
   */
  public Optional<Location> decided(String attribute) {
    return of(DECIDED + attribute);
  }

  /** All attributes whose place is known, sorted. */
  public List<String> attributes() {
    return List.of(attributes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AttributePlaces that
        && Arrays.equals(attributes, that.attributes)
        && Arrays.equals(files, that.files)
        && Arrays.equals(lines, that.lines)
        && Arrays.equals(columns, that.columns);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(attributes) + Arrays.hashCode(lines);
  }

  /** {@code attribute file:line:column}, a line each. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < attributes.length; i++) {
      text.append(attributes[i]).append(' ').append(Location.of(files[i], lines[i], columns[i])).append('\n');
    }
    return text.toString();
  }

  /** Gathers places. */
  public static final class Builder {
    private final List<Place> places = new ArrayList<>();

    /** Notes where an attribute stands; of two notes of one attribute the first counts. */
    public Builder add(String attribute, String file, int line, int column) {
      places.add(new Place(attribute, file, line, column));
      return this;
    }

    /** Notes where the value of an attribute is decided that only passes it on. */
    public Builder decided(String attribute, Location at) {
      return add(DECIDED + attribute, at.file(), at.line(), at.column());
    }

    /** The places noted. */
    public AttributePlaces build() {
      places.sort(Comparator.comparing(Place::attribute));
      List<Place> first = new ArrayList<>(places.size());
      for (Place place : places) {
        if (first.isEmpty() || !first.getLast().attribute().equals(place.attribute())) {
          first.add(place);
        }
      }
      return new AttributePlaces(first);
    }
  }
}
