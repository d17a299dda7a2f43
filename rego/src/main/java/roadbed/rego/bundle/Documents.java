package roadbed.rego.bundle;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.Builtin;
import roadbed.rego.builtin.BuiltinException;
import roadbed.rego.builtin.Builtins;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.GroundTerm;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.JsonException;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** Values from the bytes of files. */
public final class Documents {
  /** The code of problems with loading. */
  public static final String LOAD = "rego_load_error";

  private Documents() {}

  /** A document that could be read, or what is wrong with it. */
  public sealed interface Reading {
    /** The document. */
    record Read(Value value) implements Reading {}

    /** What is wrong. */
    record Failed(RegoError error) implements Reading {}
  }

  /** Reads JSON. */
  public static Reading json(String file, byte[] bytes) {
    try {
      return new Reading.Read(Values.parseJson(withoutMark(bytes)));
    } catch (JsonException e) {
      return new Reading.Failed(new RegoError(LOAD, e.problem(), new Location(file, e.line(), e.column())));
    }
  }

  /** Reads YAML; an empty file is null. */
  public static Reading yaml(String file, byte[] bytes) {
    Location start = new Location(file, 1, 1);
    String text = text(bytes);
    if (text == null) {
      return new Reading.Failed(new RegoError(LOAD, "not UTF-8", start));
    }
    if (text.isBlank()) {
      return new Reading.Read(NullValue.NULL);
    }
    Builtin reader = Builtins.standard().find("yaml.unmarshal").orElseThrow();
    try {
      Value value = reader.call(CallContext.builder().build(), new Value[] {StringValue.of(text)});
      return new Reading.Read(value == null ? NullValue.NULL : value);
    } catch (BuiltinException e) {
      return new Reading.Failed(new RegoError(LOAD, "error converting YAML to JSON: " + e.getMessage(), start));
    }
  }

  /** Reads JSON or YAML by the file's name; one that says neither is tried as both. */
  public static Reading any(String file, byte[] bytes) {
    if (file.endsWith(".json")) {
      return json(file, bytes);
    }
    if (file.endsWith(".yaml") || file.endsWith(".yml")) {
      return yaml(file, bytes);
    }
    return json(file, bytes) instanceof Reading.Read read ? read : yaml(file, bytes);
  }

  /** Reads an input document: JSON or YAML, or a Rego value with sets in it. */
  public static Reading input(String file, byte[] bytes) {
    Reading reading = any(file, bytes);
    if (reading instanceof Reading.Failed && !file.endsWith(".json") && !file.endsWith(".yaml")) {
      List<RegoError> errors = new ArrayList<>();
      String text = text(bytes);
      Term term = text == null ? null : Parser.term(file, text, errors);
      Value value = term == null ? null : GroundTerm.value(term);
      return value == null ? reading : new Reading.Read(value);
    }
    return reading;
  }

  /** A Rego file's text; null where it is not UTF-8. */
  static @Nullable Source source(String name, byte[] bytes, Dialect dialect) {
    String text = text(bytes);
    return text == null ? null : new Source(name, text, dialect);
  }

  private static @Nullable String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(withoutMark(bytes))).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Without the mark that some editors put before UTF-8. */
  private static byte[] withoutMark(byte[] bytes) {
    boolean marked = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    return marked ? java.util.Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
  }
}
