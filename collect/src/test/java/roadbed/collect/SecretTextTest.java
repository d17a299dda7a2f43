package roadbed.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE # x | export AWS_ACCESS_KEY_ID=***SECRET:aws-access-key*** # x",
        "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY | AWS_SECRET_ACCESS_KEY=***SECRET:aws-secret-key***",
        "aws_secret_access_key = \"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\" | aws_secret_access_key = \"***SECRET:aws-secret-key***\"",
        "curl -H 'token: ghp_0123456789abcdefghijABCDEFGHIJ012345' | curl -H 'token: ***SECRET:github-token***'",
        "glpat-ABCDEFGHIJ0123456789 | ***SECRET:gitlab-token***",
        "https://hooks.slack.com/services/T000/B000/XXXXXXXX | https://hooks.slack.com/services/***SECRET:slack-webhook***",
        "postgres://app:hunter22@db:5432/x | postgres://app:***SECRET:url-password***@db:5432/x",
        "DB_PASSWORD=hunter22 ./run | DB_PASSWORD=***SECRET:password*** ./run",
        "password: hunter22 | password: ***SECRET:password***",
        "{\"password\": \"hunter22\"} | {\"password\": \"***SECRET:password***\"}",
        "Server=x;User Id=y;Password=hunter22;Encrypt=true | Server=x;User Id=y;Password=***SECRET:password***;Encrypt=true",
        "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=0123456789abcdef0123== | DefaultEndpointsProtocol=https;AccountName=a;AccountKey=***SECRET:connection-string***",
        "AIza0123456789abcdefghijABCDEFGHIJ01234 | ***SECRET:google-api-key***",
        "two AKIAIOSFODNN7EXAMPLE and AKIAIOSFODNN7EXAMPLF | two ***SECRET:aws-access-key*** and ***SECRET:aws-access-key***",
      })
  void whatIsSecretIsReplaced(String text, String masked) {
    assertThat(SecretText.mask(text)).isEqualTo(masked);
    assertThat(SecretText.mask(masked)).as("masking twice").isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-password-AbCdEf",
        "{\"Action\":\"secretsmanager:GetSecretValue\",\"Resource\":\"*\"}",
        "export AWS_ACCESS_KEY_ID=FOO\nexport AWS_SECRET_ACCESS_KEY=bar",
        "export DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id x)",
        "export DB_PASSWORD=\"${DB_PASSWORD}\"",
        "https://example.com:8443/path?x=1",
        "http://user@example.com/",
        "arn:aws:iam::123456789012:role/token-issuer",
        "The password policy demands 14 characters",
        "kms_key_id",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
        "projects/p/secrets/s/versions/latest",
      })
  void whatIsNotStays(String text) {
    assertThat(SecretText.mask(text)).isEqualTo(text);
  }

  @Test
  void privateKeysGoWhole() {
    String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nabc\n-----END RSA PRIVATE KEY-----";
    assertThat(SecretText.mask("a\n" + key + "\nb")).isEqualTo("a\n***SECRET:private-key***\nb");
    assertThat(SecretText.mask("-----BEGIN PRIVATE KEY-----\nMIIEow")).isEqualTo("***SECRET:private-key***");
  }

  @Test
  void scriptsInBase64AreLookedInto() {
    String script = encoded("#!/bin/sh\nexport K=AKIAIOSFODNN7EXAMPLE\n");
    assertThat(SecretText.maskScript(script))
        .isEqualTo(encoded("#!/bin/sh\nexport K=***SECRET:aws-access-key***\n"));
    String harmless = encoded("#!/bin/sh\necho hello world\n");
    assertThat(SecretText.maskScript(harmless)).isEqualTo(harmless);
    assertThat(SecretText.maskScript("not base64 at all, it is a text")).isEqualTo("not base64 at all, it is a text");
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
