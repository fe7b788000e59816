#pragma once
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

/* HMAC-SHA1 (RFC 2104), 20 bytes into `out`; 1 when done. */
static inline int weft_hmac_sha1(const unsigned char *key, int key_length, const unsigned char *message,
                                 size_t length, unsigned char *out) {
    unsigned int written = 0;
    return HMAC(EVP_sha1(), key, key_length, message, length, out, &written) != NULL && written == 20;
}

/* SHA-256, 32 bytes into `out`; 1 when done. */
static inline int weft_sha256(const unsigned char *message, size_t length, unsigned char *out) {
    unsigned int written = 0;
    return EVP_Digest(message, length, out, &written, EVP_sha256(), NULL) == 1 && written == 32;
}

/* An RSA key of its modulus and exponent, big-endian; NULL where they are none. */
static inline EVP_PKEY *weft_rsa_key(const unsigned char *n, int n_length, const unsigned char *e, int e_length) {
    EVP_PKEY *key = NULL;
    BIGNUM *modulus = BN_bin2bn(n, n_length, NULL), *exponent = BN_bin2bn(e, e_length, NULL);
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
    if (modulus && exponent && build && context && OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, modulus) &&
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, exponent)) {
        OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(build);
        if (parameters && EVP_PKEY_fromdata_init(context) == 1)
            EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters);
        OSSL_PARAM_free(parameters);
    }
    EVP_PKEY_CTX_free(context);
    OSSL_PARAM_BLD_free(build);
    BN_free(modulus);
    BN_free(exponent);
    return key;
}

/* Whether `signature` is RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017) of `message` by that key of at least 2048 bits. */
static inline int weft_rsa_verify(const unsigned char *n, int n_length, const unsigned char *e, int e_length,
                                  const unsigned char *message, size_t length, const unsigned char *signature,
                                  size_t signature_length) {
    int is_right = 0;
    EVP_PKEY *key = weft_rsa_key(n, n_length, e, e_length);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (key && context && EVP_PKEY_get_bits(key) >= 2048 &&
        EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1)
        is_right = EVP_DigestVerify(context, signature, signature_length, message, length) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return is_right;
}
