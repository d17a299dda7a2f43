package roadbed.rego.bundle;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;

/**
 * Files in a compressed tar archive.
 *
 * <p>Written ones are the same for the same files: sorted, without times and owners. Read ones are bounded, and refused
 * if an entry leads out of the archive or is a link.
 */
final class Archive {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private Archive() {}

  static SequencedMap<String, byte[]> read(InputStream packed, ArchiveLimits limits) throws BundleException {
    SequencedMap<String, byte[]> files = new TreeMap<>();
    try (InputStream in = new BufferedInputStream(new GZIPInputStream(packed), 1 << 16)) {
      byte[] header = new byte[BLOCK];
      String longName = null;
      long total = 0;
      int entries = 0;
      while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
        checkSum(header);
        long size = octal(header, 124, 12);
        total += size;
        if (total > limits.bytes() || size > Integer.MAX_VALUE - BLOCK) {
          throw new BundleException("bundle exceeds the limit of " + limits.bytes() + " bytes");
        }
        if (++entries > limits.entries()) {
          throw new BundleException("bundle exceeds the limit of " + limits.entries() + " entries");
        }
        byte[] content = in.readNBytes((int) size);
        if (content.length < size) {
          throw new BundleException("bundle read failed: the archive is cut off");
        }
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        String name = longName == null ? name(header) : longName;
        longName = null;
        switch (header[156]) {
          case '0', 0, '7' -> files.put(path(name, limits), content);
          case '5', 'g' -> {
            // A folder is there by its files; what holds for all entries is of no use here.
          }
          case 'L' -> longName = text(content, 0, content.length);
          case 'x' -> longName = extendedName(content);
          default -> throw new BundleException("bundle read failed: " + name + " is neither a file nor a folder");
        }
      }
    } catch (IOException e) {
      throw new BundleException("bundle read failed: " + e.getMessage());
    }
    return files;
  }

  private static void checkSum(byte[] header) throws BundleException {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    if (sum != octal(header, 148, 8)) {
      throw new BundleException("bundle read failed: not a tar archive");
    }
  }

  private static String path(String name, ArchiveLimits limits) throws BundleException {
    String path = name.replaceFirst("^(\\./|/)+", "");
    String[] parts = path.split("/", -1);
    if (path.isEmpty() || path.indexOf('\\') >= 0 || Arrays.asList(parts).contains("..")) {
      throw new BundleException("bundle read failed: the path " + name + " leads out of the archive");
    }
    if (parts.length > limits.depth()) {
      throw new BundleException("bundle exceeds the limit of " + limits.depth() + " folders within folders");
    }
    return path;
  }

  private static String name(byte[] header) {
    String name = text(header, 0, NAME);
    boolean isUstar = text(header, 257, 5).equals("ustar");
    String prefix = isUstar ? text(header, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static String text(byte[] bytes, int from, int length) {
    int end = from;
    while (end < from + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  /** The path of an extended header's records, each {@code length name=value}; null where it has none. */
  private static @org.jspecify.annotations.Nullable String extendedName(byte[] content) throws BundleException {
    int at = 0;
    String path = null;
    while (at < content.length) {
      int space = at;
      while (space < content.length && content[space] != ' ') {
        space++;
      }
      int length;
      try {
        length = Integer.parseInt(new String(content, at, space - at, StandardCharsets.US_ASCII));
      } catch (NumberFormatException e) {
        throw new BundleException("bundle read failed: a malformed extended header");
      }
      if (length <= space - at + 1 || at + length > content.length) {
        throw new BundleException("bundle read failed: a malformed extended header");
      }
      String record = new String(content, space + 1, at + length - space - 2, StandardCharsets.UTF_8);
      if (record.startsWith("path=")) {
        path = record.substring("path=".length());
      }
      at += length;
    }
    return path;
  }

  private static long octal(byte[] header, int from, int length) throws BundleException {
    if ((header[from] & 0x80) != 0) {
      throw new BundleException("bundle read failed: an entry is too large");
    }
    String digits = text(header, from, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new BundleException("bundle read failed: not a tar archive");
    }
  }

  /** Packs files, names with a slash before them as OPA writes them. */
  static byte[] write(SequencedMap<String, byte[]> files) {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    files.forEach(
        (path, content) -> {
          String name = "/" + path;
          byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
          if (bytes.length > NAME) {
            entry(tar, "././@LongLink", 'L', Arrays.copyOf(bytes, bytes.length + 1));
          }
          entry(tar, name, '0', content);
        });
    tar.writeBytes(new byte[2 * BLOCK]);
    return packed(tar.toByteArray());
  }

  private static void entry(ByteArrayOutputStream tar, String name, char kind, byte[] content) {
    byte[] header = new byte[BLOCK];
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, 0, Math.min(bytes.length, NAME));
    put(header, 100, "0000600");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, "%011o".formatted(content.length));
    put(header, 136, "00000000000");
    Arrays.fill(header, 148, 156, (byte) ' ');
    header[156] = (byte) kind;
    put(header, 257, "ustar");
    put(header, 263, "00");
    long sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o".formatted(sum));
    header[154] = 0;
    tar.writeBytes(header);
    tar.writeBytes(content);
    tar.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  /** The format's own stream would write down the system that it runs on. */
  private static byte[] packed(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(GZIP_HEADER);
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try (OutputStream compressed = new DeflaterOutputStream(out, deflater)) {
      compressed.write(plain);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    CRC32 crc = new CRC32();
    crc.update(plain);
    for (long word : new long[] {crc.getValue(), plain.length}) {
      for (int shift = 0; shift < 32; shift += 8) {
        out.write((int) (word >> shift) & 0xff);
      }
    }
    return out.toByteArray();
  }
}
