package roadbed.rego.builtin;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.crypto.SecretKey;

/** Signatures of JSON Web Tokens by the name of their algorithm. */
final class Signatures {
  private Signatures() {}

  /** Whether the signature is this key's; a key of another kind verifies nothing. */
  static boolean verifies(String algorithm, Key key, byte[] message, byte[] signature) {
    try {
      if (algorithm.startsWith("HS")) {
        return key instanceof SecretKey secret
            && MessageDigest.isEqual(mac(algorithm, secret, message), signature);
      }
      if (!(key instanceof PublicKey publicKey) || !fits(algorithm, key)) {
        return false;
      }
      Signature verifier = signature(algorithm);
      verifier.initVerify(publicKey);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  /** Signs a message. */
  static byte[] sign(String algorithm, Key key, byte[] message) {
    try {
      if (algorithm.startsWith("HS") && key instanceof SecretKey secret) {
        return mac(algorithm, secret, message);
      }
      if (!(key instanceof PrivateKey privateKey) || !fits(algorithm, key)) {
        throw BuiltinException.failed("the key cannot sign with " + algorithm);
      }
      Signature signer = signature(algorithm);
      signer.initSign(privateKey);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw BuiltinException.failed("failed to sign with " + algorithm + ": " + e.getMessage());
    }
  }

  private static byte[] mac(String algorithm, SecretKey key, byte[] message) {
    return Hashes.mac("HmacSHA" + algorithm.substring(2), key.getEncoded(), message);
  }

  private static boolean fits(String algorithm, Key key) {
    return switch (algorithm.substring(0, 2)) {
      case "RS", "PS" -> key instanceof RSAKey;
      case "ES" -> key instanceof ECKey;
      case "Ed" -> key instanceof EdECKey;
      default -> false;
    };
  }

  private static Signature signature(String algorithm) throws GeneralSecurityException {
    String size = algorithm.substring(2);
    return switch (algorithm.substring(0, 2)) {
      case "RS" -> Signature.getInstance("SHA" + size + "withRSA");
      case "ES" -> Signature.getInstance("SHA" + size + "withECDSAinP1363Format");
      case "Ed" -> Signature.getInstance("Ed25519");
      case "PS" -> {
        Signature pss = Signature.getInstance("RSASSA-PSS");
        String hash = "SHA-" + size;
        pss.setParameter(
            new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), Integer.parseInt(size) / 8, 1));
        yield pss;
      }
      default -> throw new GeneralSecurityException("unknown signature algorithm " + algorithm);
    };
  }
}
