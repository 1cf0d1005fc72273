// SPDX-License-Identifier: Apache-2.0
#include "registry/import/desk.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <map>
#include <mutex>
#include <sstream>
#include <thread>

#include "registry/import/messages.gen.hpp"
#include "registry/import/remarks.hpp"
#include "registry/import/save.hpp"
#include "registry/import/store.hpp"
#include "registry/places.hpp"

namespace kheo::registry::import {

namespace {

constexpr std::size_t kRemembered = 4;  // analyses kept in memory

struct Job {
    UploadId id;
    bool save = false;
    auth::Principal who;
};

struct Running {
    WorkProgress progress;
    bool stop = false, busy = true;
};

Result<> write_once(const std::filesystem::path& path, std::string_view bytes) {
    std::error_code error;
    if (std::filesystem::exists(path, error) && std::filesystem::file_size(path, error) == bytes.size())
        return {};
    std::filesystem::create_directories(path.parent_path(), error);
    const auto fresh = std::filesystem::path(path).concat(".new");
    std::ofstream out(fresh, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (out) std::filesystem::rename(fresh, path, error);
    if (!out || error) return fail(ErrorKind::environment, msg::file_not_kept, {}, path.string());
    return {};
}

Error wrong_state() {
    return {ErrorKind::conflict, msg::wrong_state, {}, {}, {}};
}

}  // namespace

bool may_edit(const auth::Principal& who, const territory::Atlas& atlas, territory::UnitId unit, Date today) {
    return may_see({atlas, visible_to(who, auth::Permission::edit_registry, today), today}, unit);
}

struct Desk::State {
    explicit State(DeskServices given) : services(std::move(given)), worker([this] { work(); }) {}

    ~State() {
        {
            const std::lock_guard lock(mutex);
            ending = true;
            for (auto& [id, job] : running) job.stop = true;
        }
        changed.notify_all();
        worker.join();
    }

    void enqueue(Job job) {
        const std::lock_guard lock(mutex);
        running[job.id] = {};
        remembered.erase(job.id);
        jobs.push_back(std::move(job));
        changed.notify_all();
    }

    void work() {
        for (;;) {
            std::unique_lock lock(mutex);
            changed.wait(lock, [this] { return ending || !jobs.empty(); });
            if (ending) return;
            const auto job = std::move(jobs.front());
            jobs.pop_front();
            const bool stop = running[job.id].stop;
            lock.unlock();
            const auto done = stop ? Result<>(fail(ErrorKind::conflict, msg::cancelled)) : do_job(job);
            if (!done) give_up(job, done.error());
            lock.lock();
            running.erase(job.id);
            changed.notify_all();
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

    /// Called by the analyser and by save now and then.
    bool report(UploadId id, std::size_t done, std::size_t total) {
        const std::lock_guard lock(mutex);
        const auto found = running.find(id);
        if (found == running.end()) return true;
        found->second.progress = {done, total};
        return !found->second.stop;
    }

    std::filesystem::path path_of(const Upload& upload) const {
        return services.files / upload.sha256.substr(0, 2) / upload.sha256;
    }

    Result<std::string> content(const Upload& upload) const {
        std::ifstream in(path_of(upload), std::ios::binary);
        std::stringstream bytes;
        if (in) bytes << in.rdbuf();
        if (!in) return fail(ErrorKind::not_found, msg::file_gone, {}, path_of(upload).string());
        return bytes.str();
    }

    Result<Upload> load(UploadId id) {
        auto found = TRY(services.database.read([&](db::Transaction& tx) { return store::find(tx, id); }));
        if (!found) return fail(ErrorKind::not_found, msg::upload_unknown);
        return *std::move(found);
    }

    Result<std::shared_ptr<const Analysis>> analyse_upload(const Upload& upload, const auth::Principal& who) {
        const auto bytes = TRY(content(upload));
        const auto workbook = TRY(sheet::read_workbook(bytes, upload.file_name));
        const auto atlas = services.atlas();
        const auto today = services.clock.today();
        Hints hints{upload.unit_code, upload.date, upload.file_name, upload.choices, {}, today};
        hints.fields = TRY(services.database.read(
            [&](db::Transaction& tx) { return fields(tx, upload.date.value_or(today)); }));
        auto analysis = TRY(analyse(workbook, *atlas, hints, [&](std::size_t done, std::size_t total) {
            return report(upload.id, done, total);
        }));
        apply(analysis, upload.decisions, *atlas);
        leave_out_foreign(analysis, who, *atlas, today);
        auto shared = std::make_shared<const Analysis>(std::move(analysis));
        remember(upload.id, shared);
        return shared;
    }

    /// Rows of units that the person may not edit are shown, but not saved.
    static void leave_out_foreign(Analysis& analysis, const auth::Principal& who,
                                  const territory::Atlas& atlas, Date today) {
        std::map<std::int64_t, bool> known;
        for (auto& row : analysis.rows) {
            if (!row.unit) continue;
            auto found = known.find(row.unit->id.value);
            if (found == known.end())
                found = known.emplace(row.unit->id.value, may_edit(who, atlas, row.unit->id, today)).first;
            if (found->second) continue;
            row.left_out = true;
            remark(row, "unit_not_yours", {msg::unit_not_yours, {{"unit", row.unit->full_name}}});
        }
    }

    void remember(UploadId id, std::shared_ptr<const Analysis> analysis) {
        const std::lock_guard lock(mutex);
        if (!remembered.contains(id) && remembered.size() >= kRemembered)
            remembered.erase(remembered.begin());
        remembered[id] = std::move(analysis);
    }

    Result<> read_list(const Job& job) {
        auto upload = TRY(load(job.id));
        if (upload.state != UploadState::reading) return {};
        const auto analysis = TRY(analyse_upload(upload, job.who));
        upload.state = UploadState::ready;
        upload.rows = static_cast<std::int64_t>(analysis->rows.size());
        upload.valid = static_cast<std::int64_t>(analysis->to_save());
        return write(upload);
    }

    Result<> save_list(const Job& job) {
        auto upload = TRY(load(job.id));
        if (upload.state != UploadState::saving) return {};
        const auto analysis = TRY(known_analysis(upload, job.who));
        const auto atlas = services.atlas();
        const Actor actor{job.who.user, services.clock.now()};
        return services.database.write([&](db::Transaction& tx) -> Result<> {
            const auto outcome = TRY(import::save(
                tx, *analysis, {upload.file_name, upload.sha256}, *atlas, actor,
                [&](std::size_t done, std::size_t total) { return report(job.id, done, total); }));
            upload.state = UploadState::saved;
            upload.batch = outcome.batch;
            return store::update(tx, upload, actor.at);
        });
    }

    Result<std::shared_ptr<const Analysis>> known_analysis(const Upload& upload, const auth::Principal& who) {
        {
            const std::lock_guard lock(mutex);
            const auto found = remembered.find(upload.id);
            if (found != remembered.end()) return found->second;
        }
        return analyse_upload(upload, who);
    }

    Result<> write(const Upload& upload) {
        return services.database.write(
            [&](db::Transaction& tx) { return store::update(tx, upload, services.clock.now()); });
    }

    void give_up(const Job& job, const Error& error) {
        auto upload = load(job.id);
        if (!upload) return;
        bool stopped = false;
        {
            const std::lock_guard lock(mutex);
            if (ending) return;  // the next process begins again
            stopped = running[job.id].stop;
        }
        upload->state = stopped    ? UploadState::cancelled
                        : job.save ? UploadState::ready
                                   : UploadState::refused;
        upload->refusal = error.code;
        upload->refusal_text = error.message.in(Language::vi);
        (void)write(*upload);
    }

    DeskServices services;
    mutable std::mutex mutex;
    mutable std::condition_variable changed;
    std::deque<Job> jobs;
    std::map<UploadId, Running> running;
    std::map<UploadId, std::shared_ptr<const Analysis>> remembered;
    bool ending = false;
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
    TRY(write_once(state_->path_of(upload), given.content));
    const auto id =
        TRY(state_->services.database.write([&](db::Transaction& tx) { return store::insert(tx, upload); }));
    if (TRY(state_->load(id)).state == UploadState::reading) state_->enqueue({id, false, who});
    return id;
}

Result<> Desk::reread(Upload upload, const auth::Principal& who) {
    if (upload.state != UploadState::ready && upload.state != UploadState::refused)
        return std::unexpected(wrong_state());
    upload.state = UploadState::reading;
    upload.refusal.clear();
    upload.refusal_text.clear();
    TRY(state_->write(upload));
    state_->enqueue({upload.id, false, who});
    return {};
}

Result<> Desk::save(UploadId id, const auth::Principal& who) {
    auto& s = *state_;
    const auto upload = TRY(s.load(id));
    if (upload.state == UploadState::saving || upload.state == UploadState::saved) return {};
    const bool moved = TRY(s.services.database.write([&](db::Transaction& tx) {
        return store::move(tx, id, UploadState::ready, UploadState::saving, s.services.clock.now());
    }));
    if (!moved) return std::unexpected(wrong_state());
    auto analysis = s.known_analysis(upload, who);  // stays in memory for the worker
    s.enqueue({id, true, who});
    if (analysis) s.remember(id, *analysis);
    return {};
}

Result<> Desk::cancel(UploadId id) {
    auto& s = *state_;
    {
        const std::lock_guard lock(s.mutex);
        const auto found = s.running.find(id);
        if (found != s.running.end()) {
            found->second.stop = true;
            return {};
        }
    }
    return s.services.database.write([&](db::Transaction& tx) -> Result<> {
        const auto at = s.services.clock.now();
        for (const auto from :
             {UploadState::ready, UploadState::reading, UploadState::refused, UploadState::saving})
            if (TRY(store::move(tx, id, from, UploadState::cancelled, at))) return {};
        return std::unexpected(wrong_state());
    });
}

Result<> Desk::revive(const Upload& upload, const auth::Principal& who) {
    auto& s = *state_;
    {
        const std::lock_guard lock(s.mutex);
        if (s.running.contains(upload.id)) return {};
    }
    const auto now = TRY(s.load(upload.id));
    if (now.state == UploadState::reading) s.enqueue({upload.id, false, who});
    if (now.state != UploadState::saving) return {};
    return s.services.database.write([&](db::Transaction& tx) -> Result<> {
        TRY(store::move(tx, upload.id, UploadState::saving, UploadState::ready, s.services.clock.now()));
        return {};
    });
}

void Desk::wait(UploadId id, std::chrono::milliseconds at_most) const {
    std::unique_lock lock(state_->mutex);
    state_->changed.wait_for(lock, at_most, [&] { return !state_->running.contains(id); });
}

WorkProgress Desk::progress(UploadId id) const {
    const std::lock_guard lock(state_->mutex);
    const auto found = state_->running.find(id);
    return found == state_->running.end() ? WorkProgress{} : found->second.progress;
}

Result<std::shared_ptr<const Analysis>> Desk::analysis(const Upload& upload, const auth::Principal& who) {
    return state_->known_analysis(upload, who);
}

Result<std::string> Desk::content(const Upload& upload) const {
    return state_->content(upload);
}

}  // namespace kheo::registry::import
