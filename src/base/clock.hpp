// SPDX-License-Identifier: Apache-2.0
// Time of day as UTC milliseconds; "today" is the calendar date in Asia/Ho_Chi_Minh (UTC+7 all year).
// Everything that asks for the time takes a Clock, so that tests can stand still. Clocks are safe to share.
#pragma once

#include <cstdint>
#include <string>

#include "base/date.hpp"

namespace kheo {

using Millis = std::int64_t;  // milliseconds since 1970-01-01 UTC

class Clock {
  public:
    virtual ~Clock() = default;
    virtual Millis now() const = 0;
    Date today() const;  // in Asia/Ho_Chi_Minh
};

class SystemClock final : public Clock {
  public:
    Millis now() const override;
};

class FixedClock final : public Clock {
  public:
    explicit FixedClock(Millis now) : now_(now) {}
    explicit FixedClock(Date date);  // noon of that day in Asia/Ho_Chi_Minh
    Millis now() const override { return now_; }
    void set(Millis now) { now_ = now; }

  private:
    Millis now_;
};

/// Calendar date of an instant in Asia/Ho_Chi_Minh.
Date local_date(Millis at);

/// Midnight at which that day begins in Asia/Ho_Chi_Minh.
Millis day_start(Date date);

/// "21/11/2026 14:05" in Asia/Ho_Chi_Minh.
std::string format_moment(Millis at);

/// "2026-11-21T07:05:09.123Z".
std::string iso_moment(Millis at);

}  // namespace kheo
