package roadbed.model;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.ObjectReadContext;

/**
 * A whole {@link Collection} as JSON and back, one element at a time: what {@code roadbed push} sends.
 *
 * <p>The document names its format and version in its first field, {@code "format":
 * "roadbed.collection/1"}. Within a version fields may be added, so a reader ignores what it does not know.
 * Billing files are listed by name, format and version; their content travels beside the document.
 */
public final class CollectionJson {
  /** Name and version of the format. */
  public static final String FORMAT = "roadbed.collection/1";

  /** The elements' raw documents may be as deep as any; they stand a few levels down in this one. */
  private static final JsonFactory READING =
      ValueJson.factory()
          .rebuild()
          .streamReadConstraints(
              ValueJson.factory().streamReadConstraints().rebuild()
                  .maxNestingDepth(ValueJson.MAX_DEPTH + 10)
                  .build())
          .build();

  private CollectionJson() {}

  /** Writes a collection as compact UTF-8 and leaves the stream open. */
  public static void write(Collection collection, OutputStream out) {
    JsonGenerator generator = ValueJson.generator(new Unclosed(out));
    try (generator) {
      new CollectionWriter(generator).write(collection);
    }
  }

  /**
   * Reads a collection that somebody sent.
   *
   * @param in the document; not closed
   * @param name what to call the document in messages
   * @param bounds how much is accepted
   * @param billing where the receiver keeps the content of the billing file with that name; the name is the
   *     sender's and is not a path to be opened
   * @throws Malformed where it is not such a document
   */
  public static Collection read(
      InputStream in, String name, Bounds bounds, Function<String, Path> billing) {
    InputStream bounded = new BoundedStream(in, bounds.bytes(), name);
    try (JsonParser parser =
        READING.createParser(ObjectReadContext.empty(), new UnclosedInput(bounded))) {
      return new CollectionReader(parser, name, bounds, billing).read();
    } catch (JacksonException e) {
      if (e.getCause() instanceof Malformed malformed) {
        throw malformed;
      }
      throw new Malformed(
          Diagnostic.error(
              "collection.json",
              e.getLocation() == null
                  ? Location.of(name)
                  : Location.of(name, e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
              e.getOriginalMessage(),
              "send the document as roadbed push writes it"));
    }
  }

  /**
   * How much a reader accepts.
   *
   * @param bytes size of the document
   * @param elements resources, catalog entities, incidents, diagnostics and so on, together
   */
  public record Bounds(long bytes, long elements) {
    /** One GiB and two million elements. */
    public static final Bounds DEFAULT = new Bounds(1L << 30, 2_000_000);
  }

  /** The document is not a collection; says where and why. */
  public static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Diagnostic diagnostic;

    Malformed(Diagnostic diagnostic) {
      super(diagnostic.toString());
      this.diagnostic = diagnostic;
    }

    /** Where and why. */
    public Diagnostic diagnostic() {
      return diagnostic;
    }
  }

  /** Lets the generator flush without closing what its caller owns. */
  private static final class Unclosed extends OutputStream {
    private final OutputStream out;

    Unclosed(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }

  /** Lets the parser be closed without closing what its caller owns. */
  private static final class UnclosedInput extends FilterInputStream {
    UnclosedInput(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }

  /** Refuses the byte after the last one that is accepted. */
  private static final class BoundedStream extends FilterInputStream {
    private final String name;
    private final long bytes;
    private long left;

    BoundedStream(InputStream in, long bytes, String name) {
      super(in);
      this.bytes = bytes;
      this.left = bytes;
      this.name = name;
    }

    @Override
    public int read() throws IOException {
      return count(super.read(), 1);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      return count(read, read);
    }

    private int count(int result, int read) {
      if (result < 0) {
        return result;
      }
      left -= read;
      if (left < 0) {
        throw new Malformed(
            Diagnostic.error(
                "collection.too-large",
                Location.of(name),
                "the document is larger than " + bytes + " bytes",
                "push smaller parts of the estate as sources of their own"));
      }
      return result;
    }
  }
}
