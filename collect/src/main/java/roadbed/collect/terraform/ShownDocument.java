package roadbed.collect.terraform;

import java.util.HashSet;
import java.util.Set;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What plans and states have in common while they are read: the version at their head, addresses that stand once,
 * resources that lack what makes them one, and attributes that are an object.
 */
final class ShownDocument {
  private final JsonFile file;
  private final String noun;
  private final String again;
  private final SecretAttributes secrets = new SecretAttributes();
  private final Set<String> addresses = new HashSet<>();
  private boolean refused;

  /**
   * A document.
   *
   * @param noun what it is, {@code plan} or {@code state}
   * @param again how to write it again
   */
  ShownDocument(JsonFile file, String noun, String again) {
    this.file = file;
    this.noun = noun;
    this.again = again;
  }

  /** Whether its version is none that is read. */
  boolean refused() {
    return refused;
  }

  /** Nothing of it is read, for the reason given. */
  void refuse(Diagnostic diagnostic) {
    if (!refused) {
      refused = true;
      file.sink().diagnostic(diagnostic);
    }
  }

  /** What is kept of a document that breaks off. */
  static String kept(int resources) {
    return switch (resources) {
      case 0 -> "no resource stands before it";
      case 1 -> "the one resource before it is kept";
      default -> "the " + resources + " resources before it are kept";
    };
  }

  /** Reads the format version at which the parser stands; any of 0.x and 1.x is read. */
  void formatVersion(JsonParser parser, String command) {
    Location location = file.here(parser, "/" + parser.currentName());
    String version = JsonFile.text(parser);
    if (!version.startsWith("0.") && !version.startsWith("1.")) {
      refuse(
          Diagnostic.error(
              "terraform." + noun + "-version",
              location,
              "this " + noun + " is written in a format other than 0.x and 1.x; nothing of it is read",
              "write it with a Terraform of version 0.12 to 1.x: " + command));
    }
  }

  /** Whether it is a resource that was not there before; if not, says why it is left out. */
  boolean isNew(String address, String type, Location location) {
    if (address.isBlank() || type.isBlank()) {
      incomplete(location, address.isBlank() ? "address" : "type");
      return false;
    }
    if (!addresses.add(address)) {
      file.sink()
          .diagnostic(
              Diagnostic.warning(
                  "terraform.duplicate-address",
                  location,
                  "the address " + address + " stands twice in this " + noun + "; the first one counts",
                  again));
      return false;
    }
    return true;
  }

  /** Says that a resource is left out because it lacks something. */
  void incomplete(Location location, String missing) {
    file.sink()
        .diagnostic(
            Diagnostic.error(
                "terraform.resource-incomplete",
                location,
                "this resource has no " + missing + " and is left out",
                again));
  }

  /** The attributes without their secrets; what is no object is told and left out. */
  Value.Fields attributes(String type, Value joined, Location location) {
    return switch (joined) {
      case Value.Fields fields -> secrets.conceal(type, fields);
      case Value.Null _ -> Value.Fields.EMPTY;
      case Value.Unknown _, Value.Secret _ -> {
        file.sink()
            .diagnostic(
                Diagnostic.warning(
                    "terraform.attributes-hidden",
                    location,
                    "all attributes of this resource are marked unknown or sensitive; none of them is known",
                    ""));
        yield Value.Fields.EMPTY;
      }
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Items _ -> {
        file.sink()
            .diagnostic(
                Diagnostic.error(
                    "terraform.type",
                    location,
                    "the attributes of this resource are not an object; they are left out",
                    again));
        yield Value.Fields.EMPTY;
      }
    };
  }

  /** Takes each element of an array of objects, with its pointer; the parser stands at the object's start. */
  void eachObject(JsonParser parser, String pointer, Element element) {
    if (!file.expect(parser, JsonToken.START_ARRAY, pointer)) {
      return;
    }
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      String inner = pointer + "/" + i;
      if (file.expect(parser, JsonToken.START_OBJECT, inner)) {
        element.read(parser, inner);
      }
    }
  }

  /** An element of an array. */
  @FunctionalInterface
  interface Element {
    void read(JsonParser parser, String pointer);
  }
}
