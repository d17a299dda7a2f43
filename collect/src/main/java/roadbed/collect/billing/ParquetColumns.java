package roadbed.collect.billing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.collect.SourceFile;

/**
 * Reads the column names of a Parquet file out of its footer, and nothing else: the footer is a Thrift
 * structure in compact protocol whose second field lists the schema's elements, each with its name in field 4.
 */
public final class ParquetColumns {
  private static final int LARGEST_FOOTER = 16 << 20;
  private static final int MOST_COLUMNS = 10_000;
  private static final int MOST_LEVELS = 32;
  private static final int SCHEMA = 2;
  private static final int NAME = 4;

  // Types of the compact protocol.
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int BYTE = 3;
  private static final int I16 = 4;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int DOUBLE = 7;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int SET = 10;
  private static final int MAP = 11;
  private static final int STRUCT = 12;

  private final ByteBuffer in;

  private ParquetColumns(ByteBuffer in) {
    this.in = in;
  }

  /**
   * The names of the schema's elements, its root's first.
   *
   * @param size the file's size
   * @return empty where the footer is not one
   * @throws IOException where the bytes cannot be read
   */
  public static Optional<List<String>> read(SourceFile file, long size) throws IOException {
    if (size < 12) {
      return Optional.empty();
    }
    ByteBuffer tail = bytes(file, size - 8, 8);
    int length = tail.getInt();
    if (tail.getInt() != ByteBuffer.wrap("PAR1".getBytes(StandardCharsets.US_ASCII)).order(ByteOrder.LITTLE_ENDIAN).getInt()
        || length <= 0
        || length > LARGEST_FOOTER
        || length > size - 12) {
      return Optional.empty();
    }
    try {
      return new ParquetColumns(bytes(file, size - 8 - length, length)).names();
    } catch (java.nio.BufferUnderflowException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static ByteBuffer bytes(SourceFile file, long from, int length) throws IOException {
    try (InputStream in = file.open()) {
      in.skipNBytes(from);
      return ByteBuffer.wrap(in.readNBytes(length)).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  private Optional<List<String>> names() {
    int field = 0;
    for (int header = unsignedByte(); header != 0; header = unsignedByte()) {
      field = fieldId(header, field);
      if (field == SCHEMA && (header & 0x0F) == LIST) {
        return Optional.of(schema());
      }
      skip(header & 0x0F, 0);
    }
    return Optional.empty();
  }

  private List<String> schema() {
    int header = unsignedByte();
    int count = listSize(header);
    if ((header & 0x0F) != STRUCT || count > MOST_COLUMNS) {
      throw new IllegalArgumentException("not a schema");
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int field = 0;
      for (int inner = unsignedByte(); inner != 0; inner = unsignedByte()) {
        field = fieldId(inner, field);
        if (field == NAME && (inner & 0x0F) == BINARY) {
          byte[] name = new byte[length()];
          in.get(name);
          names.add(new String(name, StandardCharsets.UTF_8));
        } else {
          skip(inner & 0x0F, 0);
        }
      }
    }
    return names;
  }

  private int fieldId(int header, int before) {
    int delta = header >> 4;
    return delta != 0 ? before + delta : zigzag(varint());
  }

  private int listSize(int header) {
    int size = header >> 4;
    return size == 15 ? length() : size;
  }

  private void skip(int type, int level) {
    if (level > MOST_LEVELS) {
      throw new IllegalArgumentException("too deep");
    }
    switch (type) {
      case TRUE, FALSE -> {
        // The value is in the type.
      }
      case BYTE -> forward(1);
      case I16, I32, I64 -> varint();
      case DOUBLE -> forward(8);
      case BINARY -> forward(length());
      case LIST, SET -> {
        int header = unsignedByte();
        int count = listSize(header);
        for (int i = 0; i < count; i++) {
          skipElement(header & 0x0F, level);
        }
      }
      case MAP -> {
        int count = length();
        int types = count == 0 ? 0 : unsignedByte();
        for (int i = 0; i < count; i++) {
          skipElement(types >> 4, level);
          skipElement(types & 0x0F, level);
        }
      }
      case STRUCT -> {
        int field = 0;
        for (int header = unsignedByte(); header != 0; header = unsignedByte()) {
          field = fieldId(header, field);
          skip(header & 0x0F, level + 1);
        }
      }
      default -> throw new IllegalArgumentException("unknown type");
    }
  }

  /** In a list a truth value is a byte of its own. */
  private void skipElement(int type, int level) {
    if (type == TRUE || type == FALSE) {
      forward(1);
    } else {
      skip(type, level + 1);
    }
  }

  private void forward(int bytes) {
    if (bytes < 0 || bytes > in.remaining()) {
      throw new IllegalArgumentException("beyond the end");
    }
    in.position(in.position() + bytes);
  }

  private int length() {
    long length = varint();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("beyond the end");
    }
    return (int) length;
  }

  private int unsignedByte() {
    return in.get() & 0xFF;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = unsignedByte();
      value |= (long) (b & 0x7F) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number without end");
  }

  private static int zigzag(long value) {
    return (int) ((value >>> 1) ^ -(value & 1));
  }
}
