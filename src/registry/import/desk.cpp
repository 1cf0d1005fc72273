// SPDX-License-Identifier: Apache-2.0
#include "registry/import/desk.hpp"

#include <thread>

#include "base/digest.hpp"
#include "registry/import/kept_files.hpp"
#include "registry/import/messages.gen.hpp"
#include "registry/import/readings.hpp"
#include "registry/import/save.hpp"
#include "registry/import/store.hpp"
#include "registry/import/work_queue.hpp"

namespace kheo::registry::import {

namespace {

bool dropped(UploadState state) {
    return state == UploadState::cancelled || state == UploadState::refused;
}

void change_to(Upload& upload, const Change& change) {
    if (change.unit_code) upload.unit_code = *change.unit_code;
    if (change.date) upload.date = change.date;
    if (change.choices) upload.choices = *change.choices;
    merge(upload.decisions, change.decisions);
    upload.refusal.clear();
    upload.refusal_text.clear();
}

Error wrong_state() {
    return {ErrorKind::conflict, msg::wrong_state, {}, {}, {}};
}

Result<> stopped_by_person() {
    return fail(ErrorKind::conflict, msg::cancelled);
}

/// Nobody, in this process or another, has taken the upload elsewhere meanwhile.
Result<> still(db::Transaction& tx, UploadId id, UploadState state) {
    const auto now = TRY(store::find(tx, id));
    if (!now || now->state != state) return std::unexpected(wrong_state());
    return {};
}

/// Where a list goes whose job ended without success.
UploadState after_failure(const Job& job, bool stopped) {
    if (stopped) return UploadState::cancelled;
    return job.save ? UploadState::ready : UploadState::refused;
}

}  // namespace

struct Desk::State {
    explicit State(DeskServices given)
        : services(std::move(given)),
          files(services.database, services.files),
          readings(services.database, services.clock, services.atlas, files),
          queue(services.database),
          worker([this] { work(); }) {}

    ~State() {
        queue.end();
        worker.join();
    }

    void work() {
        files.sweep();
        while (const auto job = queue.next()) {
            auto done = do_job(*job);
            if (done && !queue.settle(job->id)) done = stopped_by_person();
            if (!done) give_up(*job, done.error());
            (void)queue.forget(job->id);
        }
    }

    /// The outermost layer of this thread: what a library throws ends the job and not the program.
    Result<> do_job(const Job& job) {
        try {
            return job.save ? save_list(job) : read_list(job);
        } catch (const std::exception& e) {
            return fail(ErrorKind::internal, msg::not_readable, {}, e.what());
        }
    }

    Result<> read_list(const Job& job) {
        auto upload = TRY(load(job.id));
        if (upload.state != UploadState::reading) return {};
        const auto analysis = TRY(readings.of(upload, job.who, reporter(job.id)));
        if (!queue.settle(job.id)) return stopped_by_person();
        upload.state = UploadState::ready;
        upload.rows = static_cast<std::int64_t>(analysis->rows.size());
        upload.valid = static_cast<std::int64_t>(analysis->to_save());
        return services.database.write([&](db::Transaction& tx) -> Result<> {
            TRY(still(tx, job.id, UploadState::reading));
            return store::update(tx, upload, services.clock.now());
        });
    }

    Result<> save_list(const Job& job) {
        auto upload = TRY(load(job.id));
        if (upload.state != UploadState::saving) return {};
        const auto analysis = TRY(readings.of(upload, job.who, reporter(job.id)));
        const auto atlas = services.atlas();
        const Actor actor{job.who.user, services.clock.now()};
        return services.database.write([&](db::Transaction& tx) -> Result<> {
            TRY(still(tx, job.id, UploadState::saving));
            const auto outcome = TRY(import::save(tx, *analysis, {upload.file_name, upload.sha256}, *atlas,
                                                  actor, reporter(job.id)));
            if (!queue.settle(job.id)) return stopped_by_person();
            upload.state = UploadState::saved;
            upload.batch = outcome.batch;
            return store::update(tx, upload, actor.at);
        });
    }

    /// Leaves the upload alone when somebody took it elsewhere, or the next process begins it again.
    void give_up(const Job& job, const Error& error) {
        const auto stopped = queue.stop_asked(job.id);
        if (!stopped) return;
        const auto left = services.database.write([&](db::Transaction& tx) -> Result<std::optional<Upload>> {
            auto upload = TRY(store::find(tx, job.id));
            const auto own = job.save ? UploadState::saving : UploadState::reading;
            if (!upload || upload->state != own) return std::nullopt;
            upload->state = after_failure(job, *stopped);
            upload->refusal = error.code;
            upload->refusal_text = error.message.in(Language::vi);
            TRY(store::update(tx, *upload, services.clock.now()));
            return upload;
        });
        if (left && *left && dropped((*left)->state)) files.drop(**left);
    }

    /// No job came of the claim. A stop that was asked for meanwhile is carried out.
    void release(UploadId id) {
        if (queue.forget(id)) (void)cancel_stored(id);
    }

    Result<> cancel_stored(UploadId id) {
        auto moved = services.database.write([&](db::Transaction& tx) -> Result<> {
            const auto at = services.clock.now();
            for (const auto from :
                 {UploadState::ready, UploadState::reading, UploadState::refused, UploadState::saving})
                if (TRY(store::move(tx, id, from, UploadState::cancelled, at))) return {};
            return std::unexpected(wrong_state());
        });
        if (!moved) return moved;
        files.drop(TRY(load(id)));
        return {};
    }

    Result<Upload> load(UploadId id) {
        auto found = TRY(services.database.read([&](db::Transaction& tx) { return store::find(tx, id); }));
        if (!found) return fail(ErrorKind::not_found, msg::upload_unknown);
        return *std::move(found);
    }

    Progress reporter(UploadId id) {
        return [this, id](std::size_t done, std::size_t total) { return queue.report(id, {done, total}); };
    }

    DeskServices services;
    KeptFiles files;
    Readings readings;
    WorkQueue queue;
    std::thread worker;  // last: starts when all the rest is ready
};

Desk::Desk(DeskServices services) : state_(std::make_unique<State>(std::move(services))) {}
Desk::~Desk() = default;

Result<UploadId> Desk::receive(const Given& given, const auth::Principal& who) {
    Upload upload;
    upload.request_key = given.request_key;
    upload.file_name = given.file_name;
    upload.sha256 = sha256_hex(given.content);
    upload.bytes = static_cast<std::int64_t>(given.content.size());
    upload.unit_code = given.unit_code;
    upload.date = given.date;
    upload.created_at = state_->services.clock.now();
    upload.created_by = who.user;
    const auto id = TRY(state_->files.keep(upload, given.content));
    const auto now = TRY(state_->load(id));
    if (now.state == UploadState::reading && state_->queue.claim(id)) state_->queue.enqueue({id, false, who});
    if (dropped(now.state)) state_->files.drop(now);
    return id;
}

Result<> Desk::reread(UploadId id, const Change& change, const auth::Principal& who) {
    auto& s = *state_;
    if (!s.queue.claim(id)) return std::unexpected(wrong_state());
    const auto begun = s.services.database.write([&](db::Transaction& tx) -> Result<> {
        const auto at = s.services.clock.now();
        if (!TRY(store::move(tx, id, UploadState::ready, UploadState::reading, at)) &&
            !TRY(store::move(tx, id, UploadState::refused, UploadState::reading, at)))
            return std::unexpected(wrong_state());
        auto upload = TRY(store::find(tx, id));
        change_to(*upload, change);
        return store::update(tx, *upload, at);
    });
    if (begun)
        s.queue.enqueue({id, false, who});
    else
        s.release(id);
    return begun;
}

Result<> Desk::save(UploadId id, const auth::Principal& who) {
    auto& s = *state_;
    const auto upload = TRY(s.load(id));
    if (upload.state == UploadState::saving || upload.state == UploadState::saved) return {};
    if (!s.queue.claim(id, true))
        return s.queue.being_saved(id) ? Result<>() : std::unexpected(wrong_state());
    const auto moved = s.services.database.write([&](db::Transaction& tx) {
        return store::move(tx, id, UploadState::ready, UploadState::saving, s.services.clock.now());
    });
    if (moved && *moved) {
        s.queue.enqueue({id, true, who});
        return {};
    }
    s.release(id);
    return std::unexpected(moved ? wrong_state() : moved.error());
}

Result<> Desk::cancel(UploadId id) {
    return state_->queue.stop(id) ? Result<>() : state_->cancel_stored(id);
}

Result<> Desk::revive(const Upload& upload, const auth::Principal& who) {
    auto& s = *state_;
    if (!s.queue.claim(upload.id)) return {};
    const auto now = s.load(upload.id);
    if (now && now->state == UploadState::reading) {
        s.queue.enqueue({upload.id, false, who});
        return {};
    }
    Result<> done;
    if (!now) done = std::unexpected(now.error());
    if (now && now->state == UploadState::saving)
        done = s.services.database.write([&](db::Transaction& tx) -> Result<> {
            TRY(store::move(tx, upload.id, UploadState::saving, UploadState::ready, s.services.clock.now()));
            return {};
        });
    s.release(upload.id);
    return done;
}

void Desk::wait(UploadId id, std::chrono::milliseconds at_most) const {
    state_->queue.wait(id, at_most);
}

WorkProgress Desk::progress(UploadId id) const {
    return state_->queue.progress(id);
}

Result<std::shared_ptr<const Analysis>> Desk::analysis(const Upload& upload, const auth::Principal& who) {
    return state_->readings.of(upload, who, state_->reporter(upload.id));
}

Result<std::string> Desk::content(const Upload& upload) const {
    return state_->files.content(upload);
}

}  // namespace kheo::registry::import
