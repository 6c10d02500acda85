# plenum_library(NAME SOURCES … DEPS …)   target plenum_NAME, lower-case DEPS are our folders (stun),
#                                         anything else is a CMake target (OpenSSL::Crypto)
# plenum_test(NAME SOURCES … DEPS …)      test program NAME_test, run by ctest and by ./dev test
# plenum_fuzz(NAME DEPS …)                fuzz/NAME.cpp with corpus fuzz/corpus/NAME: a libFuzzer program
#                                         in the fuzzer lane, a unit test over the corpus everywhere else
# plenum_bench(NAME SOURCES … DEPS …)     Google Benchmark program NAME_bench, run by ./dev bench
function(_plenum_link target)
  foreach(dep ${ARGN})
    if(dep MATCHES "^[a-z_0-9]+$")
      set(dep plenum_${dep})
    endif()
    target_link_libraries(${target} PUBLIC ${dep})
  endforeach()
endfunction()

function(plenum_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
  add_library(plenum_${name} STATIC ${ARG_SOURCES})
  _plenum_link(plenum_${name} ${ARG_DEPS})
endfunction()

function(plenum_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
  find_package(GTest REQUIRED)
  add_executable(${name}_test ${ARG_SOURCES})
  _plenum_link(${name}_test ${ARG_DEPS} GTest::gmock GTest::gtest_main)
  set_target_properties(${name}_test PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  add_test(NAME ${name} COMMAND ${name}_test WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
endfunction()

function(plenum_fuzz name)
  cmake_parse_arguments(ARG "" "" "DEPS" ${ARGN})
  if(PLENUM_SANITIZE STREQUAL "fuzzer")
    add_executable(${name}_fuzz ${CMAKE_SOURCE_DIR}/fuzz/${name}.cpp)
    _plenum_link(${name}_fuzz ${ARG_DEPS})
    target_link_options(${name}_fuzz PRIVATE -fsanitize=fuzzer)
    set_target_properties(${name}_fuzz PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzz)
  else()
    find_package(GTest REQUIRED)
    add_executable(${name}_corpus_test ${CMAKE_SOURCE_DIR}/fuzz/${name}.cpp
                                       ${CMAKE_SOURCE_DIR}/fuzz/corpus_test.cc)
    target_compile_definitions(${name}_corpus_test PRIVATE
      PLENUM_CORPUS_NAME="${name}" PLENUM_CORPUS_DIR="${CMAKE_SOURCE_DIR}/fuzz/corpus/${name}")
    _plenum_link(${name}_corpus_test ${ARG_DEPS} GTest::gtest_main)
    set_target_properties(${name}_corpus_test PROPERTIES
      RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    add_test(NAME ${name}_corpus COMMAND ${name}_corpus_test WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  endif()
endfunction()

function(plenum_bench name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
  if(NOT PLENUM_SANITIZE STREQUAL "")
    return()
  endif()
  find_package(benchmark REQUIRED)
  add_executable(${name}_bench ${ARG_SOURCES})
  _plenum_link(${name}_bench ${ARG_DEPS} benchmark::benchmark_main)
  set_target_properties(${name}_bench PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
endfunction()
