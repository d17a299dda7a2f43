package roadbed.inventory.dialect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import roadbed.model.Value;

/**
 * The table of one type of another dialect: which Terraform type it is, which property is which attribute, and which
 * part of it Terraform writes as a resource of its own.
 */
public final class Translation {
  /** Another type where the document says something. */
  private record Choice(Path path, Optional<String> text, String type) {}

  /** A part of the document that is a resource of another type in Terraform: a setting, or one that is told beside it. */
  private record Part(String type, Path from, Shape shape, Optional<String> link) {}

  /**
   * One line of the table.
   *
   * @param property path in the dialect's document; empty where the attribute is always the same
   * @param type the Terraform type: the translation's own or a setting's
   * @param attribute path in Terraform's shape, without indexes
   * @param how name of the transform
   */
  public record Mapped(String property, String type, String attribute, String how) {}

  private final String source;
  private final String type;
  private final Shape shape;
  private final List<Choice> choices = new ArrayList<>(1);
  private final List<Part> parts = new ArrayList<>(1);
  private final List<String> untold = new ArrayList<>(0);
  private Optional<String> parent = Optional.empty();

  private Translation(String source, String type, Shape shape) {
    this.source = source;
    this.type = type;
    this.shape = shape;
  }

  /** The table from a type of the dialect to a Terraform type. */
  public static Translation of(String source, String type, UnaryOperator<Shape> shape) {
    return new Translation(source, type, shape.apply(new Shape()));
  }

  /** Another Terraform type where something is said at the path; the first that fits counts. */
  public Translation orWhere(String path, String otherType) {
    choices.add(new Choice(Path.parse(path), Optional.empty(), otherType));
    return this;
  }

  /** Another Terraform type where that text, whatever its case, stands at the path. */
  public Translation orWhere(String path, String text, String otherType) {
    choices.add(new Choice(Path.parse(path), Optional.of(text), otherType));
    return this;
  }

  /** The part of the document at the path is a setting of that type. */
  public Translation setting(String settingType, String from, UnaryOperator<Shape> inner) {
    parts.add(new Part(settingType, Path.parse(from), inner.apply(new Shape()), Optional.empty()));
    return this;
  }

  /** Each object at the path is a resource of that type, whose attribute refers to this one. */
  public Translation companion(
      String companionType, String from, String attribute, UnaryOperator<Shape> inner) {
    parts.add(new Part(companionType, Path.parse(from), inner.apply(new Shape()), Optional.of(attribute)));
    return this;
  }

  /** The attribute that refers to what readers find to be the resource's parent. */
  public Translation parent(String attribute) {
    parent = Optional.of(attribute);
    return this;
  }

  /**
   * Terraform types of settings and parts that an inventory of what is there lists apart, or not at all: without any of
   * a type in the whole inventory, that a resource has none does not mean anything.
   */
  public Translation untold(String... types) {
    untold.addAll(List.of(types));
    return this;
  }

  /** What {@link #untold(String...)} says. */
  public List<String> untold() {
    return List.copyOf(untold);
  }

  /** More rules, after the others: what all types of a dialect have in common. */
  void and(Shape more) {
    shape.addAll(more);
  }

  /** The dialect's type. */
  public String source() {
    return source;
  }

  /** The Terraform type where no other is chosen by what the document says. */
  public String type() {
    return type;
  }

  /** All Terraform types that a document of this type may become. */
  public List<String> types() {
    Set<String> types = new LinkedHashSet<>();
    types.add(type);
    choices.forEach(choice -> types.add(choice.type()));
    return List.copyOf(types);
  }

  /** All lines, settings and companions included. */
  public List<Mapped> mapped() {
    List<Mapped> lines = new ArrayList<>();
    lines(shape, "", type, "", lines);
    parts.forEach(part -> lines(part.shape(), part.from().toString(), part.type(), "", lines));
    return lines;
  }

  private static void lines(Shape shape, String from, String type, String to, List<Mapped> lines) {
    for (Shape.Rule rule : shape.rules()) {
      switch (rule) {
        case Shape.Rule.Move move ->
            lines.add(
                new Mapped(
                    Path.join(from, move.from().toString()),
                    type,
                    Path.join(to, move.to().toString()),
                    move.how().name()));
        case Shape.Rule.Block block ->
            lines(
                block.inner(),
                Path.join(from, block.from().toString()),
                type,
                Path.join(to, block.to().toString()),
                lines);
        case Shape.Rule.Fixed fixed ->
            lines.add(
                new Mapped(
                    fixed.unless().steps().isEmpty() ? "" : Path.join(from, fixed.unless().toString()),
                    type,
                    Path.join(to, fixed.to().toString()),
                    fixed.unless().steps().isEmpty() ? "always" : "absent means"));
      }
    }
  }

  /** The document in Terraform's shape. */
  public Translated translate(Value.Fields document) {
    Translator translator = new Translator();
    Value.Fields attributes = translator.object(shape, document, "", "");
    List<Translated.Setting> settings = new ArrayList<>(1);
    List<Translated.Companion> companions = new ArrayList<>(0);
    for (Part part : parts) {
      Path.Found found = part.from().in(document, "");
      if (found == null) {
        continue;
      }
      List<Value> values =
          found.value() instanceof Value.Items items ? items.values() : List.of(found.value());
      for (int i = 0; i < values.size(); i++) {
        String place = found.value() instanceof Value.Items ? Path.join(found.place(), Integer.toString(i)) : found.place();
        part(part, values.get(i), place, translator, settings, companions);
      }
    }
    List<Translated.Moved> moves = new ArrayList<>(translator.moves());
    parent.ifPresent(attribute -> moves.add(new Translated.Moved("parent", attribute, false)));
    return new Translated(typeOf(document), attributes, settings, companions, moves);
  }

  private static void part(
      Part part,
      Value value,
      String place,
      Translator translator,
      List<Translated.Setting> settings,
      List<Translated.Companion> companions) {
    switch (value) {
      case Value.Fields fields -> {
        boolean whole = part.from().steps().isEmpty();
        if (part.link().isPresent()) {
          Translator own = new Translator();
          Value.Fields attributes = own.object(part.shape(), fields, place, "");
          if (!attributes.values().isEmpty()) {
            companions.add(new Translated.Companion(part.type(), place, part.link().get(), attributes, own.moves()));
          }
        } else {
          Value.Fields attributes = translator.object(part.shape(), fields, place, "");
          if (!whole || !attributes.values().isEmpty()) {
            settings.add(new Translated.Setting(part.type(), attributes));
          }
        }
      }
      case Value.Unknown unknown -> {
        if (!unknown.isLeftToProvider() && part.link().isEmpty()) {
          settings.add(new Translated.Setting(part.type(), unknown));
        }
      }
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Items _, Value.Secret _ -> {}
    }
  }

  /** The Terraform type of a document. */
  public String typeOf(Value.Fields document) {
    for (Choice choice : choices) {
      Path.Found found = choice.path().in(document, "");
      if (found != null && says(found.value(), choice.text())) {
        return choice.type();
      }
    }
    return type;
  }

  private static boolean says(Value value, Optional<String> wanted) {
    return switch (value) {
      case Value.Text text ->
          wanted.map(said -> said.equalsIgnoreCase(text.value())).orElse(!text.value().isEmpty());
      case Value.Bool bool ->
          wanted.map(said -> said.equalsIgnoreCase(Boolean.toString(bool.value()))).orElse(bool.value());
      case Value.Items items -> wanted.isEmpty() && !items.values().isEmpty();
      case Value.Whole _, Value.Decimal _, Value.Fields _ -> wanted.isEmpty();
      case Value.Null _, Value.Unknown _, Value.Secret _ -> false;
    };
  }

  /** Properties of a document, by their paths without indexes, that no line speaks of. Sorted. */
  public List<String> notMapped(Value.Fields document) {
    List<String> covered = mapped().stream().map(line -> line.property().replace("[]", "")).filter(path -> !path.isEmpty()).toList();
    Set<String> missing = new TreeSet<>();
    missing(document, "", covered, missing);
    return List.copyOf(missing);
  }

  private static void missing(Value value, String path, List<String> covered, Set<String> missing) {
    if (covered.contains(path)) {
      return;
    }
    boolean leads = path.isEmpty() || covered.stream().anyMatch(line -> line.startsWith(path + "."));
    if (!leads) {
      missing.add(path);
      return;
    }
    switch (value) {
      case Value.Fields fields ->
          fields.values().forEach((name, inner) -> missing(inner, Path.join(path, name), covered, missing));
      case Value.Items items -> items.values().forEach(inner -> missing(inner, path, covered, missing));
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> {}
    }
  }
}
