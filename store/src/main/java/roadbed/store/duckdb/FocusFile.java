package roadbed.store.duckdb;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import roadbed.model.BillingFile;

/** A billing file as bytes: its header, and on which line a byte stands. */
final class FocusFile {
  private static final int MAX_HEADER = 1_000_000;
  private static final int MAX_COLUMNS = 2_000;

  private final BillingFile file;

  FocusFile(BillingFile file) {
    this.file = file;
  }

  private InputStream open() throws IOException {
    InputStream in = Files.newInputStream(file.path());
    try {
      return new BufferedInputStream(
          file.format() == BillingFile.Format.CSV_GZIP ? new GZIPInputStream(in, 1 << 16) : in, 1 << 16);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /**
   * The names of a CSV file's first record.
   *
   * @throws IOException where it cannot be read or is no header, with a message for a person
   */
  List<String> header() throws IOException {
    byte[] bytes;
    try (InputStream in = open()) {
      bytes = in.readNBytes(MAX_HEADER);
    }
    if (isUtf16(bytes)) {
      throw new IOException("it is UTF-16; save it as UTF-8");
    }
    int end = endOfRecord(bytes);
    if (end < 0 && bytes.length == MAX_HEADER) {
      throw new IOException("the header is longer than " + MAX_HEADER + " bytes");
    }
    String record;
    try {
      record =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, 0, end < 0 ? bytes.length : end))
              .toString();
    } catch (CharacterCodingException e) {
      throw new IOException("the header is not UTF-8", e);
    }
    List<String> names = fields(record.startsWith("\ufeff") ? record.substring(1) : record);
    if (names.size() > MAX_COLUMNS) {
      throw new IOException("more than " + MAX_COLUMNS + " columns");
    }
    return names;
  }

  /** Whether a text begins with the mark of UTF-16, or with the zeros that it has in every letter of a header. */
  private static boolean isUtf16(byte[] bytes) {
    if (bytes.length < 4) {
      return false;
    }
    int mark = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    return mark == 0xfeff || mark == 0xfffe || (bytes[0] == 0 && bytes[2] == 0) || (bytes[1] == 0 && bytes[3] == 0);
  }

  private static int endOfRecord(byte[] bytes) {
    boolean quoted = false;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '"') {
        quoted = !quoted;
      } else if (!quoted && (bytes[i] == '\n' || bytes[i] == '\r')) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> fields(String record) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < record.length(); i++) {
      char c = record.charAt(i);
      if (c == '"') {
        if (quoted && i + 1 < record.length() && record.charAt(i + 1) == '"') {
          field.append('"');
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }

  /** The lines, from 1, on which bytes stand; the offsets ascend. */
  List<Long> linesOf(List<Long> offsets) throws IOException {
    List<Long> lines = new ArrayList<>();
    long line = 1;
    long at = 0;
    try (InputStream in = open()) {
      for (long offset : offsets) {
        while (at < offset) {
          int b = in.read();
          if (b < 0) {
            break;
          }
          at++;
          if (b == '\n') {
            line++;
          }
        }
        lines.add(line);
      }
    }
    return lines;
  }
}
