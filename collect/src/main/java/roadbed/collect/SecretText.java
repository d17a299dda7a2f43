package roadbed.collect;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets inside longer texts and replaces each by a marker that says what stood there, for example
 * {@code ***SECRET:aws-access-key***}. So the rest of a start-up script or policy stays readable, a
 * guardrail can still see that it holds a secret, and the secret itself goes nowhere.
 */
public final class SecretText {
  /** What every marker begins with. */
  public static final String MARKER = "***SECRET";

  private static final int SHORTEST = 8;

  /**
   * One recognised form.
   *
   * @param trigger a piece of lower-case text without which the pattern cannot match, to fail fast
   * @param pattern the form; where it has a group, the group is the secret
   */
  private record Form(String name, String trigger, Pattern pattern) {
    static Form of(String name, String trigger, String pattern) {
      return new Form(name, trigger, Pattern.compile(pattern));
    }
  }

  private static final List<Form> FORMS =
      List.of(
          Form.of(
              "private-key",
              "private key-----",
              "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----"
                  + "(?s:.*?)(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----|\\z)"),
          Form.of("aws-access-key", "akia", "\\bAKIA[A-Z0-9]{16}\\b"),
          Form.of("aws-access-key", "asia", "\\bASIA[A-Z0-9]{16}\\b"),
          Form.of(
              "aws-secret-key",
              "secret",
              "(?i:secret_?(?:access_?)?key)[\"']?\\s{0,8}[=:]\\s{0,8}[\"']?([A-Za-z0-9/+=]{40})(?![A-Za-z0-9/+=])"),
          Form.of("github-token", "gh", "\\bgh[pousr]_[A-Za-z0-9]{36,255}"),
          Form.of("github-token", "github_pat_", "\\bgithub_pat_[A-Za-z0-9_]{22,255}"),
          Form.of("gitlab-token", "glpat-", "\\bglpat-[A-Za-z0-9_-]{20,255}"),
          Form.of("slack-token", "xox", "\\bxox[abeoprs]-[A-Za-z0-9-]{10,255}"),
          Form.of(
              "slack-webhook", "hooks.slack.com", "hooks\\.slack\\.com/(?:services|workflows)/([A-Za-z0-9/_-]{10,255})"),
          Form.of("google-api-key", "aiza", "\\bAIza[0-9A-Za-z_-]{35}"),
          Form.of("stripe-key", "k_live_", "\\b[sr]k_live_[0-9A-Za-z]{16,255}"),
          Form.of("npm-token", "npm_", "\\bnpm_[A-Za-z0-9]{36}\\b"),
          Form.of(
              "json-web-token",
              "eyj",
              "\\beyJ[A-Za-z0-9_-]{10,8000}\\.eyJ[A-Za-z0-9_-]{10,8000}\\.[A-Za-z0-9_-]{10,2000}"),
          Form.of(
              "url-password", "://", "\\b[A-Za-z][A-Za-z0-9+.-]{1,20}://[^/\\s:@\"'$]{0,128}:([^/\\s@\"'${}*]{3,256})@"),
          Form.of(
              "connection-string",
              "key=",
              "(?i:AccountKey|SharedAccessKey)=([A-Za-z0-9+/=_-]{16,255})"),
          Form.of(
              "password",
              "passw",
              "(?i:password|passwd)[\"']?\\s{0,8}[=:]\\s{0,8}[\"']?([^\\s\"'${}<>*,;&|()]{6,256})"),
          Form.of("password", "pwd=", "(?i:pwd)=([^\\s\"'${}<>*,;&|()]{6,256})"),
          Form.of(
              "token",
              "token=",
              "(?i:token)=[\"']?([^\\s\"'${}<>*,;&|()]{12,1000})"),
          Form.of(
              "api-key",
              "key=",
              "(?i:api_?key|secret_?key)=[\"']?([^\\s\"'${}<>*,;&|()]{12,256})"));

  private SecretText() {}

  /** The text with every recognised secret replaced by its marker; the same text where there is none. */
  public static String mask(String text) {
    if (text.length() < SHORTEST || !promising(text)) {
      return text;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    String masked = text;
    for (Form form : FORMS) {
      if (lower.contains(form.trigger)) {
        masked = mask(masked, form);
      }
    }
    return masked;
  }

  /**
   * The text with every recognised secret replaced, also where the whole text is base64 of such a text, as
   * start-up scripts often are; then the answer is base64 of the masked text.
   */
  public static String maskScript(String text) {
    String masked = mask(text);
    if (!masked.equals(text) || text.length() < 16) {
      return masked;
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text.strip());
      String script = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String maskedScript = mask(script);
      return maskedScript.equals(script)
          ? text
          : Base64.getEncoder().encodeToString(maskedScript.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | CharacterCodingException notBase64OfText) {
      return text;
    }
  }

  /** Most texts are names, numbers and identifiers: only a few characters can begin or join a secret. */
  private static boolean promising(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '_' || c == '=' || c == ':' || c == '-') {
        return true;
      }
    }
    return text.contains("AKIA") || text.contains("ASIA") || text.contains("AIza");
  }

  private static String mask(String text, Form form) {
    Matcher matcher = form.pattern.matcher(text);
    if (!matcher.find()) {
      return text;
    }
    int group = matcher.groupCount();
    String marker = MARKER + ":" + form.name + "***";
    StringBuilder masked = new StringBuilder();
    int done = 0;
    do {
      if (matcher.group(group).startsWith(MARKER)) {
        continue;
      }
      masked.append(text, done, matcher.start(group)).append(marker);
      done = matcher.end(group);
    } while (matcher.find());
    return masked.append(text, done, text.length()).toString();
  }
}
