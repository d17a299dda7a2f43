package roadbed.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Samples in the form of Prometheus' remote write 1.0: a message {@code WriteRequest} of Protocol Buffers in a block of
 * Snappy. The block is written as literals alone, which every reader of Snappy understands.
 */
public final class RemoteWrite {
  /** The wire types of Protocol Buffers. */
  private static final int VARINT = 0;

  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;

  private static final int MOST_IN_LITERAL = 1 << 16;

  /** The tag of a literal whose length less one follows in two bytes. */
  private static final int LITERAL_WITH_TWO_BYTES = 61 << 2;

  private RemoteWrite() {}

  /** A value at a time. */
  public record Sample(Instant at, double value) {}

  /**
   * A series.
   *
   * @param labels {@code __name__} among them
   * @param samples the oldest first
   */
  public record Series(SortedMap<String, String> labels, List<Sample> samples) {
    public Series {
      labels = new TreeMap<>(labels);
      samples = List.copyOf(samples);
    }
  }

  /** The body of a request. */
  static byte[] request(List<Series> series) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    for (Series one : series) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      one.labels.forEach(
          (name, value) -> {
            ByteArrayOutputStream label = new ByteArrayOutputStream();
            field(label, 1, name.getBytes(StandardCharsets.UTF_8));
            field(label, 2, value.getBytes(StandardCharsets.UTF_8));
            field(body, 1, label.toByteArray());
          });
      for (Sample sample : one.samples) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        varint(value, (1 << 3) | FIXED_64);
        value.writeBytes(ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN).putDouble(sample.value).array());
        varint(value, (2 << 3) | VARINT);
        varint(value, sample.at.toEpochMilli());
        field(body, 2, value.toByteArray());
      }
      field(message, 1, body.toByteArray());
    }
    return snappy(message.toByteArray());
  }

  private static void field(ByteArrayOutputStream out, int number, byte[] bytes) {
    varint(out, ((long) number << 3) | BYTES);
    varint(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static byte[] snappy(byte[] message) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    varint(block, message.length);
    for (int at = 0; at < message.length; at += MOST_IN_LITERAL) {
      int length = Math.min(MOST_IN_LITERAL, message.length - at);
      block.write(LITERAL_WITH_TWO_BYTES);
      block.write((length - 1) & 0xFF);
      block.write((length - 1) >>> 8);
      block.write(message, at, length);
    }
    return block.toByteArray();
  }
}
