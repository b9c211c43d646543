package dev.pagefault.mesh;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The few forms of ASN.1's distinguished encoding (ITU-T X.690) that a certificate is made of: tag,
 * length, content. Pure.
 */
final class Der {
  private static final int BOOLEAN = 0x01;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_ID = 0x06;
  private static final int UTC_TIME = 0x17;
  private static final int SEQUENCE = 0x30;

  private static final int CONTEXT = 0x80;
  private static final int CONSTRUCTED = 0x20;

  /** Good until 2049; RFC 5280 wants another form from then on. */
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return tagged(SEQUENCE, joined(parts));
  }

  /** A part under a context-specific tag around it. */
  static byte[] explicit(int number, byte[] part) {
    return tagged(CONTEXT | CONSTRUCTED | number, part);
  }

  /** A text whose own tag is replaced by a context-specific one. */
  static byte[] implicit(int number, String ascii) {
    return tagged(CONTEXT | number, ascii.getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] bool(boolean value) {
    return tagged(BOOLEAN, new byte[] {(byte) (value ? 0xFF : 0)});
  }

  static byte[] integer(long value) {
    return tagged(INTEGER, BigInteger.valueOf(value).toByteArray());
  }

  /** Whole bytes. */
  static byte[] bits(byte[] bytes) {
    return tagged(BIT_STRING, joined(new byte[] {0}, bytes));
  }

  static byte[] octets(byte[] bytes) {
    return tagged(OCTET_STRING, bytes);
  }

  /** To the second. */
  static byte[] time(Instant instant) {
    return tagged(UTC_TIME, UTC.format(instant).getBytes(StandardCharsets.US_ASCII));
  }

  /** An object identifier such as {@code 2.5.29.17}. */
  static byte[] id(String dotted) {
    String[] arcs = dotted.split("\\.");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write((40 * Integer.parseInt(arcs[0])) + Integer.parseInt(arcs[1]));
    for (int i = 2; i < arcs.length; i++) {
      base128(out, Integer.parseInt(arcs[i]));
    }
    return tagged(OBJECT_ID, out.toByteArray());
  }

  private static void base128(ByteArrayOutputStream out, int arc) {
    for (int shift = 28; shift > 0; shift -= 7) {
      if ((arc >>> shift) != 0) {
        out.write(0x80 | ((arc >>> shift) & 0x7F));
      }
    }
    out.write(arc & 0x7F);
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      byte[] length = BigInteger.valueOf(content.length).toByteArray();
      int from = length[0] == 0 ? 1 : 0; // a length has no sign
      out.write(0x80 | (length.length - from));
      out.write(length, from, length.length - from);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
