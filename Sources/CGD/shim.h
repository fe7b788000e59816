#pragma once
#include <gd.h>
#include <stdarg.h>

// A broken picture is its sender's affair: nothing about it goes to the server's own error stream.
static inline void weft_gd_say_nothing(int priority, const char *format, va_list arguments) {
    (void)priority;
    (void)format;
    (void)arguments;
}

static inline void weft_gd_be_quiet(void) { gdSetErrorMethod(weft_gd_say_nothing); }
