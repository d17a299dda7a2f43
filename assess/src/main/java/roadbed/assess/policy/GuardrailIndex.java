package roadbed.assess.policy;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import roadbed.model.Diagnostic;
import roadbed.model.GateRules;
import roadbed.model.Severity;
import roadbed.model.Value;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;

/**
 * The shipped guardrails in the form in which a scan loads them: what their metadata say, read already, and their texts,
 * of which only those that apply to something are parsed. The build makes it; where a build has none, the files
 * themselves are read.
 */
final class GuardrailIndex {
  /** Changes whenever the form changes. */
  private static final int FORM = 1;

  private GuardrailIndex() {}

  /** Writes the index of the files in a folder beside them. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<GuardrailFile> files = new ArrayList<>();
    for (String name : Files.readAllLines(folder.resolve("index.txt"))) {
      GuardrailFile.read(name + ".rego", Files.readString(folder.resolve(name + ".rego")), diagnostics)
          .ifPresent(files::add);
    }
    if (!diagnostics.isEmpty()) {
      throw new IllegalStateException(diagnostics.toString());
    }
    try (OutputStream out = Files.newOutputStream(folder.resolve("index.bin"))) {
      write(files, out);
    }
  }

  static void write(List<GuardrailFile> files, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(stream));
    out.writeInt(FORM);
    out.writeInt(files.size());
    for (GuardrailFile file : files) {
      out.writeUTF(file.name());
      out.writeUTF(file.text());
      out.writeUTF(file.path());
      texts(out, file.imports());
      texts(out, file.needs());
      out.writeBoolean(file.guardrail().isPresent());
      if (file.guardrail().isPresent()) {
        guardrail(out, file.guardrail().get());
      }
    }
    out.flush();
  }

  private static void guardrail(DataOutputStream out, Guardrail it) throws IOException {
    out.writeUTF(it.id());
    out.writeUTF(it.title());
    out.writeUTF(it.severity().id());
    out.writeUTF(it.rationale());
    out.writeUTF(it.remediation());
    out.writeUTF(it.provider());
    texts(out, it.kinds());
    texts(out, it.types());
    texts(out, it.controls());
    out.writeInt(it.terms().examples().size());
    for (Map.Entry<String, String> example : it.terms().examples().entrySet()) {
      out.writeUTF(example.getKey());
      out.writeUTF(example.getValue());
    }
    texts(out, it.terms().references());
    out.writeInt(it.terms().parameters().size());
    for (GuardrailParameter parameter : it.terms().parameters()) {
      out.writeUTF(parameter.name());
      out.writeUTF(parameter.type().id());
      value(out, parameter.standard());
      out.writeUTF(parameter.description());
    }
    texts(out, it.terms().profiles());
    out.writeUTF(it.terms().whenSet().orElse(""));
    out.writeUTF(it.terms().enforcement().id());
  }

  private static void texts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      out.writeUTF(text);
    }
  }

  private static void value(DataOutputStream out, Value value) throws IOException {
    switch (value) {
      case Value.Text text -> {
        out.writeByte('s');
        out.writeUTF(text.value());
      }
      case Value.Whole whole -> {
        out.writeByte('i');
        out.writeLong(whole.value());
      }
      case Value.Bool bool -> {
        out.writeByte('b');
        out.writeBoolean(bool.value());
      }
      case Value.Items items -> {
        out.writeByte('l');
        out.writeInt(items.values().size());
        for (Value item : items.values()) {
          value(out, item);
        }
      }
      case Value.Decimal _, Value.Null _, Value.Fields _, Value.Unknown _, Value.Secret _ ->
          throw new IOException("not a parameter's value");
    }
  }

  /** The files of an index; empty where it is of another form. */
  static Optional<List<GuardrailFile>> read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(stream, 1 << 16));
    if (in.readInt() != FORM) {
      return Optional.empty();
    }
    int count = in.readInt();
    List<GuardrailFile> files = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      String text = in.readUTF();
      String path = in.readUTF();
      List<String> imports = texts(in);
      List<String> needs = texts(in);
      Optional<Guardrail> guardrail = in.readBoolean() ? Optional.of(guardrail(in, text, name)) : Optional.empty();
      files.add(new GuardrailFile(name, text, new Later(name, text), guardrail, needs, path, imports));
    }
    return Optional.of(files);
  }

  private static Guardrail guardrail(DataInputStream in, String text, String name) throws IOException {
    String id = in.readUTF();
    String title = in.readUTF();
    Severity severity = Severity.ofId(in.readUTF()).orElseThrow();
    String rationale = in.readUTF();
    String remediation = in.readUTF();
    String provider = in.readUTF();
    List<String> kinds = texts(in);
    List<String> types = texts(in);
    List<String> controls = texts(in);
    Map<String, String> examples = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String source = in.readUTF();
      examples.put(source, in.readUTF());
    }
    List<String> references = texts(in);
    List<GuardrailParameter> parameters = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      String called = in.readUTF();
      GuardrailParameter.Type type = GuardrailParameter.Type.ofId(in.readUTF()).orElseThrow();
      Value standard = value(in);
      parameters.add(new GuardrailParameter(called, type, standard, standard, in.readUTF()));
    }
    List<String> profiles = texts(in);
    Optional<String> whenSet = Optional.of(in.readUTF()).filter(set -> !set.isEmpty());
    GateRules.Level enforcement = GateRules.Level.ofId(in.readUTF()).orElseThrow();
    GuardrailTerms terms = new GuardrailTerms(examples, references, parameters, profiles, whenSet, enforcement);
    return new Guardrail(
        id, title, severity, rationale, remediation, provider, kinds, types, controls, terms, text, name);
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(in.readUTF());
    }
    return texts;
  }

  private static Value value(DataInputStream in) throws IOException {
    return switch (in.readByte()) {
      case 's' -> Value.of(in.readUTF());
      case 'i' -> Value.of(in.readLong());
      case 'b' -> Value.of(in.readBoolean());
      default -> {
        int count = in.readInt();
        List<Value> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
          items.add(value(in));
        }
        yield new Value.Items(items);
      }
    };
  }

  /** A module that is parsed when it is first asked for, without its metadata, which the index has. */
  private static final class Later implements Supplier<Module> {
    private final String name;
    private final String text;
    private volatile @Nullable Module module;

    Later(String name, String text) {
      this.name = name;
      this.text = text;
    }

    @Override
    public Module get() {
      Module known = module;
      if (known == null) {
        List<RegoError> errors = new ArrayList<>();
        known = Parser.module(name, withoutMetadata(text), Dialect.V1, errors);
        if (known == null || !errors.isEmpty()) {
          throw new IllegalStateException(name + " could be read when the index was made: " + errors);
        }
        module = known;
      }
      return known;
    }

    /** The text with the comment at its beginning emptied, so that lines keep their numbers. */
    private static String withoutMetadata(String text) {
      int at = 0;
      StringBuilder emptied = new StringBuilder(text.length());
      while (at < text.length() && text.charAt(at) == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end + 1;
        emptied.append('\n');
      }
      return emptied.append(text, at, text.length()).toString();
    }
  }
}
