#![no_main]

use libfuzzer_sys::fuzz_target;
use sdg_tests::doors::unpack;

fuzz_target!(|bytes: &[u8]| unpack(bytes));
