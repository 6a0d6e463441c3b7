-- name: domestic
select
    count(domestic) as known,
    count(case when domestic = 1 then 1 end) as marked,
    count(injury) as injury_known
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
