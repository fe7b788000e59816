#pragma once
#include <curl/curl.h>

/* curl_easy_setopt is variadic, which Swift does not import: one plain function for each kind of value. */
static inline CURLcode weft_curl_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode weft_curl_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode weft_curl_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode weft_curl_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}
typedef size_t (*weft_curl_data)(char *, size_t, size_t, void *);
static inline CURLcode weft_curl_callback(CURL *handle, CURLoption option, weft_curl_data value) {
    return curl_easy_setopt(handle, option, value);
}

/* curl_easy_getinfo is variadic, too. */
static inline CURLcode weft_curl_status(CURL *handle, long *status) {
    return curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, status);
}
