// What the processor can do.
#pragma once

// 1 if 256-bit vectors of doubles and integers may be used (AVX2), 0 if not.
int equipoise_has_avx2(void);
