package roadbed.collect.terraform.expression;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import roadbed.collect.csv.CsvReader;
import roadbed.collect.terraform.expression.Functions.Arguments;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/** Functions that convert between values and texts. */
final class EncodingFunctions {
  /** Beyond so many characters the bytes that a compressor chooses are its own affair. */
  private static final int LONGEST_COMPRESSED = 64;

  private static final Map<String, UUID> NAMESPACES =
      Map.of(
          "dns", UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
          "url", UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8"),
          "oid", UUID.fromString("6ba7b812-9dad-11d1-80b4-00c04fd430c8"),
          "x500", UUID.fromString("6ba7b814-9dad-11d1-80b4-00c04fd430c8"));

  private EncodingFunctions() {}

  static void addTo(Map<String, Functions.Function> all) {
    all.put("jsonencode", EncodingFunctions::jsonEncode);
    all.put("jsondecode", EncodingFunctions::jsonDecode);
    all.put("yamlencode", a -> TextFunctions.text(YamlText.of(Conversions.whollyKnown(a.at(0)))));
    all.put("yamldecode", YamlDecoding::decode);
    all.put("csvdecode", EncodingFunctions::csvDecode);
    all.put("base64encode", a -> base64(bytes(a.text(0))));
    all.put("base64decode", a -> decoded(base64Bytes(a.text(0)), StandardCharsets.UTF_8));
    all.put("base64gzip", EncodingFunctions::gzip);
    all.put("base64gunzip", EncodingFunctions::gunzip);
    all.put("textencodebase64", EncodingFunctions::encode);
    all.put("textdecodebase64", a -> decoded(base64Bytes(a.text(0)), charset(a.text(1))));
    all.put("urlencode", a -> TextFunctions.text(urlEncode(a.text(0))));
    all.put("urldecode", EncodingFunctions::urlDecode);
    all.put("md5", a -> hex(digest("MD5", bytes(a.text(0)))));
    all.put("sha1", a -> hex(digest("SHA-1", bytes(a.text(0)))));
    all.put("sha256", a -> hex(digest("SHA-256", bytes(a.text(0)))));
    all.put("sha512", a -> hex(digest("SHA-512", bytes(a.text(0)))));
    all.put("base64sha256", a -> base64(digest("SHA-256", bytes(a.text(0)))));
    all.put("base64sha512", a -> base64(digest("SHA-512", bytes(a.text(0)))));
    all.put("uuidv5", EncodingFunctions::uuid);
    all.put("tostring", a -> converted(a, Type.TEXT));
    all.put("tonumber", a -> converted(a, Type.NUMBER));
    all.put("tobool", a -> converted(a, Type.TRUTH));
    all.put("sensitive", _ -> Value.Secret.INSTANCE);
    all.put("nonsensitive", a -> a.at(0));
    all.put("ephemeralasnull", a -> a.at(0));
    all.put("issensitive", a -> Value.of(a.at(0) instanceof Value.Secret));
    // What it gives was encrypted so that nobody should see it.
    all.put("rsadecrypt", _ -> Value.Secret.INSTANCE);
    for (String name : List.of("uuid", "bcrypt")) {
      all.put(name, _ -> new Value.Unknown("known after apply: " + name));
    }
  }

  private static Value converted(Arguments a, Type type) {
    Value value = Conversions.known(a.at(0));
    return value instanceof Value.Null ? value : Conversions.convert(value, type);
  }

  /**
   * JSON text, with keys in order as Terraform writes it. A document with unknown parts has no text yet: it is given
   * as it stands, so that its known parts can be judged.
   */
  private static Value jsonEncode(Arguments a) {
    Value value = a.at(0);
    if (Conversions.hasSecret(value) || value.hasUnknown()) {
      return value;
    }
    return TextFunctions.text(JsonText.of(value));
  }

  private static Value jsonDecode(Arguments a) {
    if (a.at(0) instanceof Value.Fields || a.at(0) instanceof Value.Items) {
      return a.at(0);
    }
    try {
      return simplest(ValueJson.parse(a.text(0)));
    } catch (JacksonException malformed) {
      throw Undecided.wrong("the text is not JSON");
    }
  }

  /** Numbers as the language has them: {@code 1.0} is one. */
  private static Value simplest(Value value) {
    return switch (value) {
      case Value.Decimal decimal -> Conversions.number(decimal.value());
      case Value.Items items -> new Value.Items(items.values().stream().map(EncodingFunctions::simplest).toList());
      case Value.Fields fields -> {
        Map<String, Value> simple = new LinkedHashMap<>();
        fields.values().forEach((name, inner) -> simple.put(name, simplest(inner)));
        yield new Value.Fields(simple);
      }
      case Value.Text _, Value.Whole _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> value;
    };
  }

  private static Value csvDecode(Arguments a) {
    CsvReader reader = new CsvReader(a.text(0));
    List<String> header = null;
    List<Value> rows = new ArrayList<>();
    for (var row = reader.next(); row.isPresent(); row = reader.next()) {
      if (!(row.get() instanceof CsvReader.Row.Fields fields)
          || (header != null && fields.values().size() != header.size())) {
        throw Undecided.wrong("the text is not CSV with rows of one length");
      }
      if (header == null) {
        header = fields.values();
        if (new HashSet<>(header).size() != header.size()) {
          throw Undecided.wrong("two columns of the CSV text have the same name");
        }
      } else {
        Map<String, Value> cells = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
          cells.put(header.get(i), new Value.Text(fields.values().get(i)));
        }
        rows.add(new Value.Fields(cells));
      }
    }
    if (header == null) {
      throw Undecided.wrong("the CSV text has no header");
    }
    return new Value.Items(rows, Value.Items.Kind.LIST);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Value base64(byte[] bytes) {
    return TextFunctions.text(Base64.getEncoder().encodeToString(bytes));
  }

  static Value hex(byte[] bytes) {
    return TextFunctions.text(HexFormat.of().formatHex(bytes));
  }

  private static byte[] base64Bytes(String text) {
    try {
      String plain = text.replace("\n", "").replace("\r", "");
      if (plain.length() % 4 != 0) {
        throw Undecided.wrong("the text is not base64");
      }
      return Base64.getDecoder().decode(plain);
    } catch (IllegalArgumentException malformed) {
      throw Undecided.wrong("the text is not base64");
    }
  }

  static Value decoded(byte[] bytes, Charset charset) {
    try {
      return TextFunctions.text(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException malformed) {
      throw Undecided.wrong("the bytes are no text of the encoding");
    }
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      throw Undecided.wrong("there is no such text encoding");
    }
  }

  private static Value encode(Arguments a) {
    Charset charset = charset(a.text(1));
    if (!charset.canEncode()) {
      throw Undecided.wrong("there is no such text encoding");
    }
    try {
      ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(a.text(0)));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return base64(bytes);
    } catch (CharacterCodingException malformed) {
      throw Undecided.wrong("the text cannot be written in the encoding");
    }
  }

  private static Value gzip(Arguments a) {
    String text = a.text(0);
    if (text.length() > LONGEST_COMPRESSED) {
      return new Value.Unknown("the bytes of longer compressed texts are not worked out");
    }
    byte[] bytes = bytes(text);
    byte[] body = new byte[bytes.length * 2 + 64];
    int length;
    try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
      deflater.setInput(bytes);
      length = deflater.deflate(body, 0, body.length, Deflater.SYNC_FLUSH);
    }
    CRC32 sum = new CRC32();
    sum.update(bytes);
    ByteBuffer whole = ByteBuffer.allocate(10 + length + 13).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    whole.put(new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF});
    whole.put(body, 0, length);
    // An empty last block, as the flush before the end leaves nothing to write.
    whole.put(new byte[] {1, 0, 0, (byte) 0xFF, (byte) 0xFF});
    whole.putInt((int) sum.getValue()).putInt(bytes.length);
    return base64(whole.array());
  }

  private static Value gunzip(Arguments a) {
    byte[] packed = base64Bytes(a.text(0));
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] bytes = in.readNBytes(Evaluator.LONGEST_TEXT * 4 + 1);
      return decoded(bytes, StandardCharsets.UTF_8);
    } catch (IOException malformed) {
      throw Undecided.wrong("the text is not base64 of gzip");
    }
  }

  private static String urlEncode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }

  private static Value urlDecode(Arguments a) {
    try {
      return TextFunctions.text(URLDecoder.decode(a.text(0), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      throw Undecided.wrong("the text is not URL-encoded");
    }
  }

  static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every JDK has " + algorithm, impossible);
    }
  }

  private static Value uuid(Arguments a) {
    String name = a.text(0);
    UUID namespace = NAMESPACES.get(name);
    if (namespace == null) {
      if (!name.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
        throw Undecided.wrong("uuidv5 takes dns, url, oid, x500 or a UUID");
      }
      namespace = UUID.fromString(name);
    }
    byte[] text = bytes(a.text(1));
    ByteBuffer input = ByteBuffer.allocate(16 + text.length);
    input.putLong(namespace.getMostSignificantBits()).putLong(namespace.getLeastSignificantBits()).put(text);
    ByteBuffer hash = ByteBuffer.wrap(digest("SHA-1", input.array()));
    long most = (hash.getLong() & ~0xF000L) | 0x5000L;
    long least = (hash.getLong() & ~(0xC0L << 56)) | (0x80L << 56);
    return TextFunctions.text(new UUID(most, least).toString());
  }
}
