package roadbed.collect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/** A file's whole text, for formats that are read as a whole: bounded, and UTF-8 without exception. */
public final class WholeText {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private WholeText() {}

  /**
   * Reads it, without its byte order mark.
   *
   * @return empty where a diagnostic says why not
   * @throws IOException where the bytes cannot be read
   */
  public static Optional<String> read(SourceFile file, long limit, CollectionSink sink)
      throws IOException {
    byte[] bytes;
    try (InputStream in = file.open()) {
      bytes = in.readNBytes((int) limit + 1);
    }
    if (bytes.length > limit) {
      sink.diagnostic(
          Diagnostic.error(
              "file.too-large",
              Location.of(file.name()),
              "the file is larger than " + limit + " bytes, the most that is read of such a file",
              "split it into smaller files"));
      return Optional.empty();
    }
    int start =
        bytes.length >= 3
                && bytes[0] == BYTE_ORDER_MARK[0]
                && bytes[1] == BYTE_ORDER_MARK[1]
                && bytes[2] == BYTE_ORDER_MARK[2]
            ? 3
            : 0;
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharBuffer out = CharBuffer.allocate(bytes.length - start);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      String before = out.flip().toString();
      int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
      int column = before.length() - before.lastIndexOf('\n');
      sink.diagnostic(
          Diagnostic.error(
              "text.encoding",
              Location.of(file.name(), line, column),
              "the text is not valid UTF-8 here",
              "save the file as UTF-8"));
      return Optional.empty();
    }
    return Optional.of(out.flip().toString());
  }
}
